/**
 * How much is taken at once. Beyond this nobody would be answered within Slack's 3 s, so the rest is told so at once,
 * which costs next to nothing: https://docs.slack.dev/interactivity/handling-user-interaction
 */
const MOST_UNANSWERED = 100;
/**
 * Work that goes on after its acknowledgement, such as asking a slow directory. It waits more than it works, but all of it
 * may wait for the same answer: when that comes, what is under way keeps this process for about 20 ms each.
 */
const MOST_UNDER_WAY = 120;
/**
 * Once the process itself comes too late to what arrives, more waits than is counted, and few are taken until it has
 * caught up. Not none: one who asks after a single hiccup is answered.
 */
const LATE_MS = 1_000;
const MOST_UNANSWERED_WHEN_LATE = 10;

const LIMITS = { unanswered: MOST_UNANSWERED, unansweredWhenLate: MOST_UNANSWERED_WHEN_LATE, underWay: MOST_UNDER_WAY };

export interface Ticket {
  /** It is acknowledged: whoever asked has an answer. Calling it again does nothing. */
  answered(): void;
  /** The work behind it has ended. */
  ended(): void;
}

export interface Admission {
  /** `null` when there is too much already. */
  admit(): Ticket | null;
}

/** `lagMs`: how long what arrives now has waited already. */
export function createAdmission(lagMs: () => number, limits = LIMITS): Admission {
  let unanswered = 0;
  let underWay = 0;
  return {
    admit: () => {
      const most = lagMs() >= LATE_MS ? limits.unansweredWhenLate : limits.unanswered;
      if (unanswered >= most || underWay >= limits.underWay) return null;
      unanswered += 1;
      underWay += 1;
      let isAnswered = false;
      const answered = () => {
        if (!isAnswered) unanswered -= 1;
        isAnswered = true;
      };
      const ended = () => {
        answered();
        underWay -= 1;
      };
      return { answered, ended };
    },
  };
}
