import { setTimeout as sleep } from 'node:timers/promises';

export type Early<T> = { type: 'settled'; value: T } | { type: 'late' };

/** Waits for work, but not longer than `ms`: Slack wants an answer within three seconds. Errors come through. */
export async function settledWithin<T>(work: Promise<T>, ms: number): Promise<Early<T>> {
  const timer = new AbortController();
  const late = sleep(ms, { type: 'late' as const }, { signal: timer.signal }).catch(() => ({ type: 'late' as const }));
  try {
    return await Promise.race([work.then((value) => ({ type: 'settled' as const, value })), late]);
  } finally {
    timer.abort();
  }
}
