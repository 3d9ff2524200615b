import pTimeout from 'p-timeout';

/** Waits for `work`, but no longer than `ms`: then it throws, and what `work` still does is nobody's concern. */
export function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return pTimeout(work, { milliseconds: ms, message: `no answer within ${ms} ms` });
}
