import { DirectoryError } from '../../ports.ts';

export interface CursorPage<Item> {
  items: readonly Item[];
  /** Where the next page is; `null` at the end. */
  next: string | null;
}

/** Somebody with an id: `42` at GitHub, words elsewhere. */
interface Identified {
  id: string | number;
}

/** Every page of a list with cursors, each person once. A cursor that comes back is an error: it would never end. */
export async function* followCursors<Item extends Identified>(
  label: string,
  readPage: (cursor: string | null) => Promise<CursorPage<Item>>,
): AsyncGenerator<readonly Item[], void, undefined> {
  const cursors = new Set<string>();
  const met = new Set<Item['id']>();
  let cursor: string | null = null;
  do {
    const page: CursorPage<Item> = await readPage(cursor);
    const news = page.items.filter(({ id }) => !met.has(id) && met.add(id));
    yield news;
    cursor = page.next;
    const isStuck = page.items.length > 0 && news.length === 0;
    if (cursor !== null && (isStuck || cursors.has(cursor))) throw inCircles(label);
    if (cursor !== null) cursors.add(cursor);
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

export interface NumberedList<Item extends Identified> {
  label: string;
  /** Pages begin with 1. */
  readPage: (number: number) => Promise<NumberedPage<Item>>;
}

/** After so many ways through a list that moves, the pass has failed. */
const MAX_SWEEPS = 4;

/**
 * Everybody in a list of numbered pages, each once. When somebody leaves while it is read, all after them move up and
 * one falls between two pages: so a list of several pages is gone through again, until a way finds nobody new.
 */
export async function* sweepPages<Item extends Identified>({
  label,
  readPage,
}: NumberedList<Item>): AsyncGenerator<readonly Item[], void, undefined> {
  /** Who was met, and on which way through the list last: one entry for each person is all that is kept. */
  const met = new Map<Item['id'], number>();
  for (let round = 1; round <= MAX_SWEEPS; round += 1) {
    const before = met.size;
    for (let number = 1, isLast = false; !isLast; number += 1) {
      const page = await readPage(number);
      if (!page.isLast && page.items.every(({ id }) => met.get(id) === round)) throw inCircles(label);
      const news = page.items.filter(({ id }) => !met.has(id));
      for (const { id } of page.items) met.set(id, round);
      yield news;
      isLast = page.isLast;
      if (isLast && number === 1 && round === 1) return;
    }
    if (round > 1 && met.size === before) return;
  }
  throw keptMoving(label);
}
