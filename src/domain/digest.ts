/** What owners hear without having asked: never more than one message a day, unless something broke. */
import { DateTime } from 'luxon';

export const MILESTONES = [50, 90, 100] as const;
/** A milestone is told again once readiness has fallen this far below it. */
const FALLEN_PERCENT = 10;
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const MONDAY = 1;
const MORNING_HOUR = 9;

export interface MilestoneStep {
  /** What is kept: the highest that was told, or reached before anybody was to be told. */
  milestone: number;
  /** What is to be told now. */
  news: number | null;
}

/** `told` is null at the first look: where an organization starts is no news. */
export function stepMilestone(told: number | null, percent: number): MilestoneStep {
  const reached = MILESTONES.findLast((milestone) => percent >= milestone) ?? 0;
  if (told === null) return { milestone: reached, news: null };
  if (reached > told) return { milestone: reached, news: reached };
  return { milestone: percent <= told - FALLEN_PERCENT ? reached : told, news: null };
}

/** Monday from nine o'clock on, in the owner's zone, once a week. */
export function isWeekDue(lastWeekAt: Date | null, now: Date, zone: string): boolean {
  const { weekday, hour } = DateTime.fromJSDate(now, { zone });
  const isNew = lastWeekAt === null || now.getTime() - lastWeekAt.getTime() > 6 * DAY_MS;
  return weekday === MONDAY && hour >= MORNING_HOUR && isNew;
}

/** One a day: none within a day after the last, and none on the day before a deadline, which has its own. */
export function mayTell(lastAt: Date | null, nextDeadline: Date | null, now: Date): boolean {
  const isQuiet = lastAt === null || now.getTime() - lastAt.getTime() >= DAY_MS;
  return isQuiet && (nextDeadline === null || nextDeadline.getTime() - now.getTime() > DAY_MS);
}
