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
