import { setTimeout as sleep } from 'node:timers/promises';
import { DirectoryError, type Pauses } from '../ports.ts';

/** Waits, and rejects as soon as the signal aborts. */
export type Wait = (delayMs: number, signal: AbortSignal | undefined) => Promise<void>;

export const waitForReal: Wait = async (delayMs, signal) => {
  await sleep(delayMs, undefined, signal === undefined ? {} : { signal });
};

/** How a directory waits, and what it knows of the waits of others. */
export interface Waiting {
  wait: Wait;
  pauses: Pauses;
}

/** Nobody else asks. */
const NO_PAUSES: Pauses = { leftMs: async () => 0, extend: async () => {} };

/** As the process waits, where nothing else is said. */
export function toWaiting({ wait = waitForReal, pauses = NO_PAUSES }: Partial<Waiting>): Waiting {
  return { wait, pauses };
}

/** How much patience one question gets. */
export interface Pace {
  /** The waits between its tries; after the last the question has failed. */
  backoffMs: readonly number[];
  /** What it may wait for rate limits in all. */
  maxLimitedMs: number;
  /** How long a call may stay without an answer: some servers accept it and never give one. */
  silenceMs: number;
}

/** Limits of a minute at a time are common; nobody waits for a pass in front of a screen. */
export const FOR_A_PASS: Pace = { backoffMs: [1_000, 4_000, 15_000], maxLimitedMs: 5 * 60_000, silenceMs: 30_000 };
export const WHILE_SOMEBODY_WAITS: Pace = { backoffMs: [500], maxLimitedMs: 3_000, silenceMs: 5_000 };

/** What became of one try: wait for a limit, try again, or give up. */
export type Failure =
  | { type: 'limited'; afterMs: number }
  | { type: 'passing'; error: DirectoryError }
  | { type: 'final'; error: DirectoryError };

/** A rate limit that says zero would be asked in a tight circle. */
const MIN_LIMITED_MS = 1_000;

/** Counts what one question has cost so far, and says how long to wait before it is asked again. */
export class Patience {
  failures = 0;
  #limitedMs = 0;
  readonly #pace: Pace;
  readonly #label: string;

  /** `label`: whom the question goes to, for the sentence when it takes too long. */
  constructor(pace: Pace, label: string) {
    this.#pace = pace;
    this.#label = label;
  }

  /** The milliseconds to wait; throws the `DirectoryError` when there is no patience left. */
  delayAfter(failure: Failure): number {
    switch (failure.type) {
      case 'final':
        throw failure.error;
      case 'passing':
        return this.#backOff(failure.error);
      case 'limited':
        return this.#obeyLimit(Math.max(failure.afterMs, MIN_LIMITED_MS));
    }
  }

  #backOff(error: DirectoryError): number {
    const delayMs = this.#pace.backoffMs[this.failures];
    if (delayMs === undefined) throw error;
    this.failures += 1;
    return delayMs;
  }

  #obeyLimit(delayMs: number): number {
    this.#limitedMs += delayMs;
    if (this.#limitedMs <= this.#pace.maxLimitedMs) return delayMs;
    const sentence = `${this.#label} limits how often Muster may ask, for longer than Muster waits. Please try again in a few minutes.`;
    throw new DirectoryError('ratelimited', sentence);
  }
}

/** Waits while the provider lets nobody ask, as this or another process has learnt. */
export async function untilAllowed(
  { wait, pauses }: Waiting,
  bucket: string,
  patience: Patience,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (;;) {
    const afterMs = await pauses.leftMs(bucket);
    if (afterMs <= 0) return;
    await wait(patience.delayAfter({ type: 'limited', afterMs }), signal);
  }
}
