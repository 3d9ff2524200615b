import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { followCursors, sweepPages } from '../../../src/directories/http/pages.ts';

interface Item {
  id: number;
}

async function collect(pages: AsyncIterable<readonly Item[]>): Promise<number[]> {
  const ids: number[] = [];
  for await (const page of pages) ids.push(...page.map(({ id }) => id));
  return ids;
}

const toItems = (ids: readonly number[]) => ids.map((id) => ({ id }));

describe('a list of numbered pages', () => {
  /** `change` happens before each page is read. */
  function sweep(people: number[], size: number, change: (call: number) => void = () => {}) {
    let calls = 0;
    const pages = sweepPages<Item>({
      label: 'Acme',
      readPage: (number) => {
        calls += 1;
        change(calls);
        const items = toItems(people.slice((number - 1) * size, number * size));
        return Promise.resolve({ items, isLast: number * size >= people.length });
      },
    });
    return { ids: collect(pages), calls: () => calls };
  }

  test('of one page is read once', async () => {
    const { ids, calls } = sweep([1, 2, 3], 3);
    expect([await ids, calls()]).toEqual([[1, 2, 3], 1]);
  });

  test('of nobody is read once', async () => {
    const { ids, calls } = sweep([], 3);
    expect([await ids, calls()]).toEqual([[], 1]);
  });

  test('has everybody who stays, each once, whoever leaves or joins while it is read for the first time', async () => {
    const changes = fc.array(
      fc.record({ at: fc.integer({ min: 1, max: 6 }), leaves: fc.nat({ max: 30 }), joins: fc.boolean() }),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 2, max: 7 }),
        changes,
        async (count, size, plan) => {
          const people = Array.from({ length: count }, (_, index) => index);
          const leavers = new Set<number>();
          let joiner = count;
          const pagesAtFirst = Math.ceil(count / size);
          const { ids } = sweep(people, size, (call) => {
            if (call > pagesAtFirst) return;
            for (const { at, leaves, joins } of plan) {
              if (at !== call) continue;
              const [left] = people.splice(leaves % Math.max(people.length, 1), 1);
              if (left !== undefined) leavers.add(left);
              if (!joins) continue;
              people.push(joiner);
              joiner += 1;
            }
          });
          const found = await ids;
          expect(new Set(found).size).toBe(found.length);
          // Where everything fits one page there is nothing to fall between, and it is read once.
          for (let id = 0; id < count; id += 1) if (!leavers.has(id)) expect(found).toContain(id);
        },
      ),
    );
  });

  test.each([
    ['the same page for ever', toItems([1, 2])],
    ['empty pages for ever', []],
  ])('that answers with %s fails', async (_, items) => {
    const readPage = () => Promise.resolve({ items, isLast: false });
    await expect(collect(sweepPages({ label: 'Acme', readPage }))).rejects.toMatchObject({ code: 'page_repeated' });
  });

  test('that never settles fails after four ways through it', async () => {
    let next = 0;
    const readPage = (number: number) => {
      next += 1;
      return Promise.resolve({ items: [{ id: next }], isLast: number === 2 });
    };
    await expect(collect(sweepPages({ label: 'Acme', readPage }))).rejects.toMatchObject({
      code: 'list_moved',
      sentence: expect.stringContaining('kept changing'),
    });
    expect(next).toBe(8);
  });
});

describe('a list with cursors', () => {
  test('has each person once, also where pages overlap', async () => {
    const pages = [toItems([1, 2]), [], toItems([2, 3]), toItems([4])];
    const readPage = (cursor: string | null) => {
      const at = Number(cursor ?? 0);
      return Promise.resolve({ items: pages[at] ?? [], next: at + 1 < pages.length ? String(at + 1) : null });
    };
    expect(await collect(followCursors('Acme', readPage))).toEqual([1, 2, 3, 4]);
  });

  test.each<[what: string, next: (call: number) => string]>([
    ['the same cursor', () => 'a'],
    ['cursors in a circle', (call) => ['a', 'b'][call % 2] ?? ''],
    ['ever new cursors to the same people', (call) => `c${call}`],
  ])('that answers with %s fails', async (_, next) => {
    let calls = 0;
    const readPage = () => {
      calls += 1;
      return Promise.resolve({ items: toItems([1]), next: next(calls) });
    };
    await expect(collect(followCursors('Acme', readPage))).rejects.toMatchObject({ code: 'page_repeated' });
    expect(calls).toBeLessThan(5);
  });
});
