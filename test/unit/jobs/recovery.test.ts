import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leasesFrom, renewalMs } from '../../../src/domain/lease.ts';
import { recoveryFrom } from '../../../src/jobs/worker.ts';

test('whatever the lease, all that follows from it is in whole milliseconds: PostgreSQL takes no others', () => {
  fc.assert(
    fc.property(fc.double({ min: 1_000, max: 600_000, noNaN: true }), (leaseMs) => {
      const { lockMs, checkMs } = recoveryFrom(leaseMs);
      for (const ms of [lockMs, checkMs, leasesFrom(leaseMs).readingMs, renewalMs(leaseMs)]) {
        expect(Number.isInteger(ms)).toBe(true);
      }
    }),
  );
});
