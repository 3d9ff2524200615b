/** The clock that the bot's rules and the stand-in share. It runs like the machine's, and can be set forward. */
export interface PlaygroundClock {
  now(): Date;
  /** How far it is ahead of the machine's. */
  readonly aheadMs: number;
  forward(ms: number): void;
}

export function createPlaygroundClock(startAheadMs = 0): PlaygroundClock {
  let aheadMs = startAheadMs;
  return {
    now: () => new Date(Date.now() + aheadMs),
    get aheadMs() {
      return aheadMs;
    },
    forward(ms) {
      aheadMs += ms;
    },
  };
}
