/** Who is away is left alone until they are back, and has their deadline moved by as long. */
export interface AwaySpell {
  /** Until when they are, or were, away; `null`: they were not. */
  until: Date | null;
  /** By how much their deadline has moved, in milliseconds. */
  movedMs: number;
}

export const NOT_AWAY: AwaySpell = { until: null, movedMs: 0 };

const DAY_MS = 24 * 60 * 60_000;
/** A deadline moves by two weeks at most: a status that somebody forgot must not undo a campaign. */
export const LONGEST_MOVE_MS = 14 * DAY_MS;

/** Somebody who does not want to be disturbed for so long is away; the nights of a schedule are not that long. */
export const AWAY_AFTER_MS = 2 * DAY_MS;

/** What is seen now (`null`: they are here) against what was seen before. Back early, the rest of the time is given back. */
export function stepAway(before: AwaySpell, seenUntil: Date | null, now: Date): AwaySpell {
  const seen = Math.max(now.getTime(), seenUntil?.getTime() ?? 0);
  const known = Math.max(now.getTime(), before.until?.getTime() ?? 0);
  if (seen === known) return before;
  const movedMs = Math.max(0, before.movedMs + seen - known);
  return { until: new Date(seen), movedMs };
}

/** A member's own deadline. */
export function ownDeadline(deadline: Date, { movedMs }: Pick<AwaySpell, 'movedMs'>): Date {
  return new Date(deadline.getTime() + Math.min(movedMs, LONGEST_MOVE_MS));
}
