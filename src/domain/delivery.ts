const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The wait after each failed attempt: ten attempts over about a day, then *undeliverable*. */
const RETRY_DELAYS_MS = [
  30 * SECOND,
  2 * MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  1 * HOUR,
  3 * HOUR,
  7 * HOUR,
  12 * HOUR,
] as const;

/** When to try again after the nth failure (from 1), in milliseconds from now; `null` when it is undeliverable. */
export function retryDelayMs(failures: number): number | null {
  return RETRY_DELAYS_MS[failures - 1] ?? null;
}
