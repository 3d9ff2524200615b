import { expect, test } from 'vitest';
import { leasesFrom, renewalMs } from '../../../src/domain/lease.ts';

test('with the setting’s default, what a crash interrupted goes on within 90 s: a delivery after 60 s, a reading after 30', () => {
  expect(leasesFrom(60_000)).toEqual({ deliveryMs: 60_000, readingMs: 30_000 });
});

test('a lease is kept when two renewals fail', () => {
  expect(renewalMs(60_000) * 3).toBeLessThanOrEqual(60_000);
});
