import { setImmediate } from 'node:timers/promises';

/**
 * Makes one read of many that are asked for at the same moment. Nobody gets an answer that was read before they asked:
 * who comes while a read is under way shares the one that follows it.
 */
export function shareReads<Key, T>(read: (key: Key) => Promise<T>): (key: Key) => Promise<T> {
  const running = new Map<Key, Promise<T>>();
  const following = new Map<Key, Promise<T>>();

  async function start(key: Key, before: Promise<T> | undefined): Promise<T> {
    // Its failure is told to those who wait for it.
    await before?.catch(() => undefined);
    // SQLite answers before the next request is even looked at: without this pause nobody would ever join.
    await setImmediate();
    following.delete(key);
    const current = read(key);
    running.set(key, current);
    try {
      return await current;
    } finally {
      if (running.get(key) === current) running.delete(key);
    }
  }

  return (key) => {
    const next = following.get(key) ?? start(key, running.get(key));
    if (!following.has(key)) following.set(key, next);
    return next;
  };
}

/** Makes one read of several items that are asked for at the same moment; `undefined` for what was not found. */
export function gatherReads<Item, T>(
  readMany: (items: readonly Item[]) => Promise<ReadonlyMap<Item, T>>,
): (item: Item) => Promise<T | undefined> {
  let gathering: { items: Set<Item>; found: Promise<ReadonlyMap<Item, T>> } | null = null;

  async function readGathered(items: ReadonlySet<Item>): Promise<ReadonlyMap<Item, T>> {
    await setImmediate();
    gathering = null;
    return readMany([...items]);
  }

  return async (item) => {
    if (gathering === null) {
      const items = new Set<Item>();
      gathering = { items, found: readGathered(items) };
    }
    gathering.items.add(item);
    return (await gathering.found).get(item);
  };
}

/** Reads again only when `readVersion` says that something has changed; who asks before a read has ended shares it. */
export function rememberReads<Key, T>(
  readVersion: () => Promise<string>,
  read: (key: Key) => Promise<T>,
): (key: Key) => Promise<T> {
  let version: string | null = null;
  let known = new Map<Key, Promise<T>>();
  return async (key) => {
    const current = await readVersion();
    if (current !== version) {
      version = current;
      known = new Map();
    }
    const answers = known;
    const answer = answers.get(key) ?? read(key);
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
    return answer;
  };
}
