import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromLocalInput, toLocalInput } from '../../../src/playground/page/block-kit/elements/local-time.ts';

test('a moment is seen in the time zone of the person', () => {
  expect(toLocalInput(Date.parse('2026-03-29T00:30:00Z') / 1000, 'Asia/Kolkata')).toBe('2026-03-29T06:00');
});

test.each(['UTC', 'Asia/Kolkata', 'Pacific/Honolulu', 'Europe/Stockholm'])(
  'what was chosen in %s comes back',
  (zone) => {
    // Two moments share the hour that a clock change repeats: what comes back shows the same local time.
    fc.assert(
      fc.property(fc.integer({ min: 20_000_000, max: 40_000_000 }), (minutes) => {
        const local = toLocalInput(minutes * 60, zone);
        expect(toLocalInput(fromLocalInput(local, zone), zone)).toBe(local);
      }),
    );
  },
);
