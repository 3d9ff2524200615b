import { once } from 'node:events';
import { complain } from './terminal.ts';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** Jobs have 30 s to finish; whatever hangs after that is ended with the process. */
const LAST_RESORT_MS = 40_000;

/** Waits for a signal, then closes. A second signal does not wait. */
export async function closeOnSignal(close: () => Promise<void>): Promise<void> {
  const abort = new AbortController();
  const options = { signal: abort.signal };
  await Promise.race(SIGNALS.map((signal) => once(process, signal, options).catch(() => {})));
  abort.abort();
  for (const signal of SIGNALS) process.once(signal, () => process.exit(1));
  setTimeout(() => {
    complain('Something did not close in time.');
    process.exit(1);
  }, LAST_RESORT_MS).unref();
  await close();
}
