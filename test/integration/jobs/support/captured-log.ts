import { createLogger, type Logger } from '../../../../src/log.ts';

export interface CapturedLog {
  readonly log: Logger;
  /** The JSON lines so far. */
  readonly lines: string[];
}

export function captureLog(): CapturedLog {
  const lines: string[] = [];
  return { lines, log: createLogger('debug', { write: (line: string) => lines.push(line) }) };
}
