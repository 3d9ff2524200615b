import { createHash } from 'node:crypto';
import { DateTime, IANAZone } from 'luxon';

/** When messages may come, on the clock of whoever gets them. */
export interface WorkingTime {
  /** Days of the week, 1 is Monday and 7 Sunday. */
  days: readonly number[];
  /** Minutes after midnight: from this one … */
  from: number;
  /** … until before this one, on the same day. */
  to: number;
}

export const DEFAULT_WORKING_TIME: WorkingTime = { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 17 * 60 };
export const MINUTES_A_DAY = 24 * 60;
/** A shorter time would send everything at once. */
export const SHORTEST_WORKING_MINUTES = 120;

const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
/** Nothing is planned for the last minutes, so that what is a little late still comes in working time. */
const MARGIN_MS = 30 * MINUTE_MS;

/** Asking for the clock of a zone costs more than all else here, and thousands of members share a few zones. */
const MOST_REMEMBERED = 50_000;

function remember<T>(known: Map<string, T>, key: string, find: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= MOST_REMEMBERED) known.clear();
  const value = find();
  known.set(key, value);
  return value;
}

const zones = new Map<string, boolean>();

export function isTimeZone(name: string): boolean {
  return remember(zones, name, () => IANAZone.isValidZone(name));
}

/** The zone that counts for somebody: their own, else the organization's, else UTC. */
export function zoneOf(own: string | null, fallback: string): string {
  return [own, fallback].find((name) => name !== null && isTimeZone(name)) ?? 'UTC';
}

const offsets = new Map<string, number>();

/** Clocks change at full quarters of an hour only. */
function toLocalMs(at: Date, zone: string): number {
  const ms = at.getTime();
  const quarter = Math.floor(ms / QUARTER_MS);
  const offset = remember(offsets, `${zone} ${quarter}`, () => IANAZone.create(zone).offset(quarter * QUARTER_MS));
  return ms + offset * MINUTE_MS;
}

/** A day of the calendar as a number, one more with each day; what it is called depends on no zone. */
export type CalendarDay = number;

export function dayOf(at: Date, zone: string): CalendarDay {
  return Math.floor(toLocalMs(at, zone) / DAY_MS);
}

/** 1 is Monday; day 0 of the calendar was a Thursday. */
export function weekdayOf(day: CalendarDay): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

const instants = new Map<string, number>();

function instantOf(day: CalendarDay, minutes: number, zone: string): number {
  return remember(instants, `${zone} ${day} ${minutes}`, () => {
    const date = new Date((day + Math.floor(minutes / MINUTES_A_DAY)) * DAY_MS);
    const local = {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: Math.floor((minutes % MINUTES_A_DAY) / 60),
      minute: minutes % 60,
    };
    return DateTime.fromObject(local, { zone }).toMillis();
  });
}

/** The clock and the calendar of one member. */
export interface LocalTime extends WorkingTime {
  zone: string;
  /** Where in the time of a day this member stands, from 0 to below 1: always the same, so that people are spread. */
  fraction: number;
}

export function isWorkingDay({ days }: Pick<WorkingTime, 'days'>, day: CalendarDay): boolean {
  return days.includes(weekdayOf(day));
}

/** Neither in quiet hours nor on a day off. */
export function isWorkingMoment({ zone, days, from, to }: LocalTime, at: Date): boolean {
  const localMs = toLocalMs(at, zone);
  const minutes = Math.floor((localMs - Math.floor(localMs / DAY_MS) * DAY_MS) / MINUTE_MS);
  return isWorkingDay({ days }, Math.floor(localMs / DAY_MS)) && minutes >= from && minutes < to;
}

/**
 * The member's own moments on a working day, `times` of them, spread over the day. Empty on a day off, and on a day whose
 * working time a change of the clocks has eaten.
 */
export function momentsOn(local: LocalTime, day: CalendarDay, times: 1 | 2): Date[] {
  if (!isWorkingDay(local, day)) return [];
  const start = instantOf(day, local.from, local.zone);
  const length = instantOf(day, local.to, local.zone) - start - MARGIN_MS;
  const part = length / times;
  const moments = Array.from({ length: times }, (_, index) => new Date(start + part * (index + local.fraction)));
  return moments.filter((at) => isWorkingMoment(local, at));
}

/** Early on the next working day after this one. */
export function morningAfter(local: LocalTime, day: CalendarDay): Date {
  const next = nextWorkingDay(local, day);
  const start = instantOf(next, local.from, local.zone);
  const at = new Date(start + local.fraction * ((SHORTEST_WORKING_MINUTES / 2) * MINUTE_MS));
  return isWorkingMoment(local, at) ? at : morningAfter(local, next);
}

function nextWorkingDay(time: WorkingTime, day: CalendarDay): CalendarDay {
  const next = day + 1;
  return isWorkingDay(time, next) ? next : nextWorkingDay(time, next);
}

/** The same number for the same words, from 0 to below 1, and as good as random over many. */
export function fractionOf(...words: readonly string[]): number {
  return createHash('sha256').update(words.join(' ')).digest().readUInt32BE() / 2 ** 32;
}
