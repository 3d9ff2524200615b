import { DirectoryError } from '../../ports.ts';

export interface CursorPage<Item> {
  items: readonly Item[];
  /** Where the next page is; `null` at the end. */
  next: string | null;
}

/** Every page of a list with cursors. A cursor that comes back is an error: it would never end. */
export async function* followCursors<Item>(
  label: string,
  readPage: (cursor: string | null) => Promise<CursorPage<Item>>,
): AsyncGenerator<readonly Item[], void, undefined> {
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const page: CursorPage<Item> = await readPage(cursor);
    yield page.items;
    cursor = page.next;
    if (cursor !== null && seen.has(cursor)) throw inCircles(label);
    if (cursor !== null) seen.add(cursor);
  } while (cursor !== null);
}

function inCircles(label: string): DirectoryError {
  const sentence = `${label} sent Muster in a circle through its list of people. Please try again in a few minutes.`;
  return new DirectoryError('page_repeated', sentence);
}

function keptMoving(label: string): DirectoryError {
  const sentence = `The list of people at ${label} kept changing while Muster read it, so that somebody could be missing. Please try again in a few minutes.`;
  return new DirectoryError('list_moved', sentence);
}

export interface NumberedPage<Item> {
  items: readonly Item[];
  isLast: boolean;
}

export interface NumberedList<Item> {
  label: string;
  idOf: (item: Item) => string;
  /** Pages begin with 1. */
  readPage: (number: number) => Promise<NumberedPage<Item>>;
}

/** After so many ways through a list that moves, the pass has failed. */
const MAX_SWEEPS = 4;

/** One way through the list. Yields who is on each page, without those of pages before. */
async function* sweepOnce<Item>({ label, idOf, readPage }: NumberedList<Item>) {
  const met = new Set<string>();
  for (let number = 1; ; number += 1) {
    const { items, isLast } = await readPage(number);
    const fresh = items.filter((item) => !met.has(idOf(item)) && met.add(idOf(item)));
    if (fresh.length === 0 && items.length > 0) throw inCircles(label);
    yield { fresh, isWhole: isLast && number === 1 };
    if (isLast) return;
  }
}

/**
 * Everybody in a list of numbered pages, each once. When somebody leaves while it is read, all after them move up and
 * one falls between two pages: so a list of several pages is gone through again, until a way finds nobody new.
 */
export async function* sweepPages<Item>(list: NumberedList<Item>): AsyncGenerator<readonly Item[], void, undefined> {
  const known = new Set<string>();
  for (let round = 1; round <= MAX_SWEEPS; round += 1) {
    let found = 0;
    for await (const { fresh, isWhole } of sweepOnce(list)) {
      const news = fresh.filter((item) => !known.has(list.idOf(item)) && known.add(list.idOf(item)));
      found += news.length;
      yield news;
      if (isWhole) return;
    }
    if (round > 1 && found === 0) return;
  }
  throw keptMoving(list.label);
}
