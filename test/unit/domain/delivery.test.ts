import { describe, expect, it } from 'vitest';
import { retryDelayMs } from '../../../src/domain/delivery.ts';
import { HOUR } from './members.ts';

/** The waits of a delivery that fails for ever. */
function waits(): number[] {
  const delays: number[] = [];
  for (let failures = 1; failures <= 100; failures += 1) {
    const delay = retryDelayMs(failures);
    if (delay === null) return delays;
    delays.push(delay);
  }
  throw new Error('it is tried for ever');
}

describe('a delivery that fails', () => {
  it('is tried ten times, then it is undeliverable and stays so', () => {
    expect(waits()).toHaveLength(9);
    for (const failures of [10, 11, 1_000]) expect(retryDelayMs(failures)).toBeNull();
  });

  it('is tried over about a day', () => {
    const total = waits().reduce((sum, delay) => sum + delay, 0);
    expect(total).toBeGreaterThan(20 * HOUR);
    expect(total).toBeLessThan(28 * HOUR);
  });

  it('waits longer every time, and soon at first', () => {
    const delays = waits();
    expect(delays).toEqual([...new Set(delays)].sort((a, b) => a - b));
    expect(delays[0]).toBeLessThanOrEqual(60_000);
    expect(Math.min(...delays)).toBeGreaterThan(0);
  });
});
