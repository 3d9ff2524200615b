import type { Refusal } from './refusal.ts';
import { dayOf, type LocalTime, morningAfter, weekdayOf } from './working-time.ts';

/** How often, and for how long at most, each member may put the reminders of a campaign off. */
export interface SnoozeAllowance {
  count: number;
  longestDays: number;
}

export const SNOOZE_COUNT = { min: 0, max: 10 } as const;
export const SNOOZE_DAYS = { min: 1, max: 14 } as const;

export const SNOOZES = ['hour', 'tomorrow', 'next_week'] as const;
/** *Remind me later*: in an hour, tomorrow morning, or at the start of next week, on the member's own clock. */
export type Snooze = (typeof SNOOZES)[number];

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

export interface SnoozeFacts {
  allowance: SnoozeAllowance;
  used: number;
  /** The member's own. */
  deadline: Date;
  local: LocalTime;
}

/** When the reminder comes back. */
export function snoozeUntil(snooze: Snooze, local: LocalTime, now: Date): Date {
  const today = dayOf(now, local.zone);
  switch (snooze) {
    case 'hour':
      return new Date(now.getTime() + HOUR_MS);
    case 'tomorrow':
      return morningAfter(local, today);
    case 'next_week':
      // The Sunday that ends this week.
      return morningAfter(local, today + 7 - weekdayOf(today));
  }
}

export function snoozesLeft({ allowance, used }: Pick<SnoozeFacts, 'allowance' | 'used'>): number {
  return Math.max(0, allowance.count - used);
}

export function refuseSnooze(facts: SnoozeFacts, until: Date, now: Date): Refusal | null {
  if (snoozesLeft(facts) === 0) return { code: 'snoozes_used_up' };
  const { longestDays } = facts.allowance;
  // Whole days of the calendar: *tomorrow morning* is within one day, whatever the hour.
  if (until.getTime() - now.getTime() > (longestDays + 1) * DAY_MS) return { code: 'snooze_too_long', longestDays };
  return until >= facts.deadline ? { code: 'snooze_past_deadline' } : null;
}

/** What this member may choose from now. */
export function snoozeChoices(facts: SnoozeFacts, now: Date): { snooze: Snooze; until: Date }[] {
  return SNOOZES.map((snooze) => ({ snooze, until: snoozeUntil(snooze, facts.local, now) })).filter(
    ({ until }) => refuseSnooze(facts, until, now) === null,
  );
}
