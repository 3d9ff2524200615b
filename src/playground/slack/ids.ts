/** Ids look like Slack's and are counted, so that a run can be told by its ids and a restart goes on where it ended. */
export class IdSource {
  #last: number;

  constructor(last = 0) {
    this.#last = last;
  }

  get last(): number {
    return this.#last;
  }

  /** `next('U')` → `U0AAAA0001`-like: the prefix, then base 36 in capitals. */
  next(prefix: string): string {
    this.#last += 1;
    return `${prefix}0${this.#last.toString(36).toUpperCase().padStart(8, '0')}`;
  }

  /** Continues after ids that were given out before. */
  continueFrom(last: number): void {
    this.#last = Math.max(this.#last, last);
  }
}

/** Slack's `ts`: seconds with six decimals, unique and rising in a workspace even when the clock stands still. */
export class TimestampSource {
  readonly #now: () => Date;
  #lastMicros = 0;

  constructor(now: () => Date) {
    this.#now = now;
  }

  next(): string {
    this.#lastMicros = Math.max(this.#now().getTime() * 1000, this.#lastMicros + 1);
    const seconds = Math.floor(this.#lastMicros / 1_000_000);
    return `${seconds}.${String(this.#lastMicros % 1_000_000).padStart(6, '0')}`;
  }

  /** Continues after a `ts` that was given out before. */
  continueFrom(ts: string): void {
    this.#lastMicros = Math.max(this.#lastMicros, Math.round(Number(ts) * 1_000_000));
  }
}
