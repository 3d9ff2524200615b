import type { Logger } from 'pino';
import type { OnError } from './engine.ts';

const QUIET_MS = 30_000;

/** Logs the errors of a connection at a sane rate: an engine that is away fails many times a second, and always the same way. */
export function createErrorLog(log: Logger, message: string, now: () => number = Date.now): OnError {
  let quietUntil = 0;
  let suppressed = 0;
  return (err) => {
    if (now() < quietUntil) {
      suppressed += 1;
      return;
    }
    log.warn({ err, suppressed }, message);
    quietUntil = now() + QUIET_MS;
    suppressed = 0;
  };
}
