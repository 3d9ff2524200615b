import { expect, it } from 'vitest';
import { createErrorLog } from '../../../src/jobs/error-log.ts';
import { createLogger } from '../../../src/log.ts';

it('logs the errors of a lost connection at a sane rate, and how many it left out', () => {
  const lines: string[] = [];
  let now = 0;
  const onError = createErrorLog(
    createLogger('info', { write: (line: string) => lines.push(line) }),
    'lost',
    () => now,
  );
  for (now = 0; now < 60_000; now += 10) onError(new Error('ECONNREFUSED'));
  expect(lines.map((line) => JSON.parse(line).suppressed)).toEqual([0, 2_999]);
});
