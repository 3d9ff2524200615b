import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inBatches } from '../../../src/db/batches.ts';
import { isIdOf, newId } from '../../../src/db/ids.ts';
import { fromInstant, normalizeEmail, toInstant, toSortKey } from '../../../src/db/values.ts';

describe('ids', () => {
  it('name their table and sort by time', () => {
    const ids = Array.from({ length: 1_000 }, () => newId('member'));
    expect(ids.toSorted()).toEqual(ids);
    expect(ids[0]).toMatch(/^mem_[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(isIdOf('member', ids[0] ?? '')).toBe(true);
    expect(isIdOf('reading', ids[0] ?? '')).toBe(false);
  });
});

describe('moments', () => {
  it('come back as they were, and sort as text', () => {
    const date = new Date('2026-03-02T12:00:00.007Z');
    expect(fromInstant(toInstant(date))).toEqual(date);
    expect(toInstant(new Date(date.getTime() + 1)) > toInstant(date)).toBe(true);
  });

  it('outside of the years 0 to 9999 are refused, since they would not sort', () => {
    expect(() => toInstant(new Date(8.64e15))).toThrow(RangeError);
    expect(() => toInstant(new Date(Number.NaN))).toThrow(RangeError);
  });
});

describe('texts that are compared', () => {
  it('are the same whatever their case and form', () => {
    expect(normalizeEmail(' Jos\u0065\u0301@Example.ORG ')).toBe('jos\u00e9@example.org');
    expect(toSortKey('ÉMILE')).toBe(toSortKey('e\u0301mile'));
  });
});

describe('batches', () => {
  it('take every row once, in order, and let other work in between', async () => {
    const rows = Array.from({ length: 10 }, (_, index) => index);
    const events: string[] = [];
    const other = setTimeout(0).then(() => events.push('other'));
    await inBatches(rows, async (batch) => events.push(batch.join()), 4);
    await other;
    expect(events.filter((event) => event !== 'other')).toEqual(['0,1,2,3', '4,5,6,7', '8,9']);
    await inBatches([], () => Promise.reject(new Error('called for nothing')));
  });
});
