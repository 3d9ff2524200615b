import { setImmediate } from 'node:timers/promises';

/** Keeps one statement far below SQLite's 32,766 variables, and one slice of synchronous work below 50 ms. */
const BATCH_SIZE = 200;

/** Runs `work` batch by batch and lets other work of the process in between. */
export async function inBatches<T>(
  rows: readonly T[],
  work: (batch: readonly T[]) => Promise<unknown>,
  size = BATCH_SIZE,
): Promise<void> {
  for (let start = 0; start < rows.length; start += size) {
    if (start > 0) await setImmediate();
    await work(rows.slice(start, start + size));
  }
}
