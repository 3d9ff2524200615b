export type Early<T> = { type: 'settled'; value: T } | { type: 'late' };

/** Waits for work, but not longer than `ms`: Slack wants an answer within three seconds. Errors come through. */
export function settledWithin<T>(work: Promise<T>, ms: number): Promise<Early<T>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve({ type: 'late' }), ms);
    work
      .then((value) => resolve({ type: 'settled', value }))
      .catch(reject)
      .finally(() => clearTimeout(timer));
  });
}
