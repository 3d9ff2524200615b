/** How often a campaign reminds: seldom at first, tighter in the last week and on the last days. */
export type Cadence =
  | { type: 'gentle' | 'standard' | 'firm' }
  | { type: 'own'; everyWorkingDays: number; dailyInLastWeek: boolean; twiceOnLastDays: boolean };

export const EVERY_WORKING_DAYS = { min: 1, max: 20 } as const;

/** A cadence in numbers. `every…` counts working days between two reminders. */
export interface Rhythm {
  every: number;
  everyInLastWeek: number;
  everyOnLastDays: number;
  timesOnLastDays: 1 | 2;
}

const RHYTHMS = {
  gentle: { every: 5, everyInLastWeek: 2, everyOnLastDays: 1, timesOnLastDays: 1 },
  standard: { every: 3, everyInLastWeek: 1, everyOnLastDays: 1, timesOnLastDays: 1 },
  firm: { every: 2, everyInLastWeek: 1, everyOnLastDays: 1, timesOnLastDays: 2 },
} as const satisfies Record<Exclude<Cadence['type'], 'own'>, Rhythm>;

export function rhythmOf(cadence: Cadence): Rhythm {
  if (cadence.type !== 'own') return RHYTHMS[cadence.type];
  const everyInLastWeek = cadence.dailyInLastWeek ? 1 : cadence.everyWorkingDays;
  return {
    every: cadence.everyWorkingDays,
    everyInLastWeek,
    everyOnLastDays: cadence.twiceOnLastDays ? 1 : everyInLastWeek,
    timesOnLastDays: cadence.twiceOnLastDays ? 2 : 1,
  };
}

/** The last week and the last days are days of the member's own calendar before their deadline. */
const LAST_WEEK_DAYS = 7;
const LAST_DAYS = 1;

/** Working days between two reminders of which the second is so many days before the deadline. */
export function workingDaysBetween(rhythm: Rhythm, daysLeft: number): number {
  if (daysLeft <= LAST_DAYS) return rhythm.everyOnLastDays;
  return daysLeft <= LAST_WEEK_DAYS ? rhythm.everyInLastWeek : rhythm.every;
}

/** The most reminders on one day that is so many days before the deadline. */
export function mostOnDay(rhythm: Rhythm, daysLeft: number): 1 | 2 {
  return daysLeft <= LAST_DAYS ? rhythm.timesOnLastDays : 1;
}
