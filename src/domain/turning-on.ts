/** Enforcement that turns on by itself: when everyone is ready, by a date, or at the end of a pause. */
import { DateTime } from 'luxon';
import { allows, type EnforcementState, type PermissionReading, type StandingFacts } from './enforcement.ts';
import { includes, type Permission } from './permission.ts';
import { isReady, needsExemptionConfirmation, type Tally } from './readiness.ts';
import type { Refusal } from './refusal.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** A stop with an end is short: longer is a stop. */
export const PAUSE_MS = { min: HOUR, max: 7 * DAY } as const;

/** What turns it on by itself. */
export type TurningOn = { type: 'when_ready' } | { type: 'by_date'; until: Date };

/** Why it has not turned on although its time has come; owners are told once of each. */
export const WAITS = ['reading', 'nobody_counted', 'exemptions', 'role_unreadable'] as const;
export type Wait = (typeof WAITS)[number];

/** May this person let it turn on by itself? Asked at the button and again at the submission. */
export function refuseTurningOn(facts: {
  enforcement: StandingFacts;
  permission: PermissionReading;
  type: TurningOn['type'];
}): Refusal | null {
  const { enforcement, permission, type } = facts;
  if (permission.type === 'unreadable') return { code: 'role_unreadable' };
  if (!includes(permission.permission, 'enforce')) return { code: 'not_permitted', needed: 'enforce' };
  if (allows(enforcement, type === 'when_ready' ? 'arm' : 'schedule')) return null;
  if (enforcement.state === 'on') return { code: 'already_on' };
  return { code: enforcement.state === 'paused' ? 'paused_already' : 'already_armed' };
}

/** More than a fifth exempt: the number has to be confirmed where it is armed. */
export function refuseExemptions(tally: Tally, confirmed: number | null): Refusal | null {
  if (!needsExemptionConfirmation(tally) || confirmed === tally.exempt) return null;
  return { code: 'exemptions_unconfirmed', exempt: tally.exempt, active: tally.active };
}

/** From tomorrow on, by the calendar of the person who chooses, and within a year. */
export function refuseDate(until: Date | null, { now, timeZone }: { now: Date; timeZone: string }): Refusal | null {
  if (until === null || Number.isNaN(until.getTime())) return { code: 'date_missing' };
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const today = local.isValid ? local : DateTime.fromJSDate(now, { zone: 'utc' });
  if (until < today.plus({ days: 1 }).startOf('day').toJSDate()) return { code: 'date_too_early' };
  return until > today.plus({ years: 1 }).toJSDate() ? { code: 'date_too_late' } : null;
}

/** A pause starts while it is on, and takes an hour to seven days. */
export function refusePause(enforcement: StandingFacts, forMs: number): Refusal | null {
  if (!allows(enforcement, 'pause')) return { code: 'nothing_to_pause' };
  return forMs >= PAUSE_MS.min && forMs <= PAUSE_MS.max ? null : { code: 'pause_length' };
}

export function refuseDisarm(facts: { enforcement: StandingFacts; permission: Permission | null }): Refusal | null {
  if (!includes(facts.permission, 'enforce')) return { code: 'not_permitted', needed: 'enforce' };
  return allows(facts.enforcement, 'disarm') ? null : { code: 'nothing_to_disarm' };
}

export interface TurningOnFacts {
  now: Date;
  enforcement: EnforcementState;
  /** Of the person who set it. */
  permission: PermissionReading;
  /** Every directory was read completely: since it was armed, or since its time came. */
  read: boolean;
  tally: Tally;
  /** The number of exempt members that was confirmed when it was armed. */
  confirmedExempt: number | null;
}

export type TurningOnDecision =
  | { type: 'turn_on' }
  /** Not yet, and nothing is wrong. */
  | { type: 'nothing' }
  | { type: 'wait'; reason: Wait }
  /** Whoever set it may no longer enforce: it does not happen. */
  | { type: 'lapse' };

/** Asks everything in the transaction that will turn it on. It does not ask for the MFA of the person who set it. */
export function decideTurningOn(facts: TurningOnFacts): TurningOnDecision {
  if (!allows(facts.enforcement, 'turn_on') || !isTime(facts)) return { type: 'nothing' };
  const reason = facts.enforcement.state === 'off' ? waitOfArmed(facts) : waitOfDate(facts);
  if (reason !== null) return { type: 'wait', reason };
  if (facts.permission.type === 'unreadable') return { type: 'wait', reason: 'role_unreadable' };
  return includes(facts.permission.permission, 'enforce') ? { type: 'turn_on' } : { type: 'lapse' };
}

function isTime({ enforcement, now, read, tally }: TurningOnFacts): boolean {
  return 'until' in enforcement ? now >= enforcement.until : read && isReady(tally);
}

function waitOfArmed({ tally, confirmedExempt }: TurningOnFacts): Wait | null {
  // Fewer than were confirmed are no surprise.
  return needsExemptionConfirmation(tally) && tally.exempt > (confirmedExempt ?? 0) ? 'exemptions' : null;
}

function waitOfDate({ read, tally }: TurningOnFacts): Wait | null {
  if (!read) return 'reading';
  return tally.counted === 0 ? 'nobody_counted' : null;
}

/** The notices to all who lack MFA before the date, earliest first. */
export const DATE_NOTICES = [
  { stage: 'week', beforeMs: 7 * DAY },
  { stage: 'day', beforeMs: DAY },
] as const;
export type DateNotice = (typeof DATE_NOTICES)[number]['stage'];

/** The notice that is due now; `null` for none. What came due meanwhile is sent once, as the latest of it. */
export function dateNoticeDue({
  until,
  now,
  told,
}: {
  until: Date;
  now: Date;
  told: DateNotice | null;
}): DateNotice | null {
  if (now >= until) return null;
  const due = DATE_NOTICES.findLastIndex(({ beforeMs }) => now.getTime() >= until.getTime() - beforeMs);
  const last = DATE_NOTICES.findIndex(({ stage }) => stage === told);
  return due > last ? (DATE_NOTICES[due]?.stage ?? null) : null;
}
