import { once } from 'node:events';
import { EXIT } from './exit.ts';
import { complain } from './terminal.ts';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** What runs has less time than this; whatever hangs after it ends with the process. */
const LAST_RESORT_MS = 29_000;

export interface Running {
  close(): Promise<void>;
}

/**
 * Starts something and closes it at a signal, also at one that comes while it starts. A second signal does not wait.
 * The process then ends, whatever still has a handle open: nothing that was acknowledged lives in memory alone.
 */
export async function runUntilSignal(start: () => Promise<Running>): Promise<never> {
  const signal = firstSignal();
  const starting = start();
  // Somebody who wants it to end does not care why it could not begin.
  const running = await Promise.race([starting, signal.then(() => starting.catch(() => null))]);
  await signal;
  await running?.close();
  process.exit(EXIT.ok);
}

async function firstSignal(): Promise<void> {
  const abort = new AbortController();
  await Promise.race(SIGNALS.map((name) => once(process, name, { signal: abort.signal }).catch(() => {})));
  abort.abort();
  for (const name of SIGNALS) process.once(name, () => process.exit(EXIT.failed));
  setTimeout(() => {
    complain('Something did not close in time.');
    process.exit(EXIT.failed);
  }, LAST_RESORT_MS).unref();
}
