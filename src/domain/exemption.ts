import { DateTime } from 'luxon';
import type { ExemptionId, MemberId } from './ids.ts';
import type { MemberState } from './member.ts';
import { includes, type Permission } from './permission.ts';
import type { Refusal } from './refusal.ts';

export const EXEMPTION_KINDS = ['person', 'service'] as const;
/** `service`: an account that no person stands behind. */
export type ExemptionKind = (typeof EXEMPTION_KINDS)[number];

/** Nobody is left out for longer without somebody thinking again. */
export const MAX_EXEMPTION_DAYS = 90;
export const EXEMPTION_REASON_LIMIT = 500;
/** The sponsor hears of the end so long before it. */
export const EXEMPTION_ENDING_MS = 7 * 24 * 60 * 60_000;

export interface Exemption {
  id: ExemptionId;
  memberId: MemberId;
  /** Who vouches for it. */
  sponsorId: MemberId;
  kind: ExemptionKind;
  reason: string;
  startsAt: Date;
  endsAt: Date;
  /** When it was taken back, or when its end was settled. */
  endedAt: Date | null;
}

/** The first and the last day that can be chosen, as `YYYY-MM-DD`, on the calendar of who chooses. */
export function exemptionDays(now: Date, timeZone: string): { first: string; last: string } {
  const today = DateTime.fromJSDate(now, { zone: timeZone });
  return {
    first: today.plus({ days: 1 }).toFormat('yyyy-MM-dd'),
    last: today.plus({ days: MAX_EXEMPTION_DAYS }).toFormat('yyyy-MM-dd'),
  };
}

/** The last minute of that day in that zone, because midnight reads as the day after; `null` for what is no day from tomorrow to 90 days ahead. */
export function parseExemptionEnd(day: string, now: Date, timeZone: string): Date | null {
  const { first, last } = exemptionDays(now, timeZone);
  const chosen = DateTime.fromFormat(day, 'yyyy-MM-dd', { zone: timeZone });
  if (!chosen.isValid || day < first || day > last) return null;
  return chosen.plus({ days: 1 }).startOf('day').minus({ minutes: 1 }).toJSDate();
}

export interface ExemptFacts {
  actorId: MemberId;
  permission: Permission | null;
  subject: { id: MemberId; state: MemberState };
  exemptUntil: Date | null;
}

/** Whether this person may exempt that one at all. */
export function refuseExempt({ actorId, permission, subject, exemptUntil }: ExemptFacts): Refusal | null {
  if (!includes(permission, 'manage')) return { code: 'not_permitted', needed: 'manage' };
  if (subject.state === 'deactivated') return { code: 'person_deactivated' };
  if (subject.id === actorId) return { code: 'exempt_self' };
  if (exemptUntil !== null) return { code: 'already_exempt' };
  return null;
}

export type ExemptField = 'reason' | 'sponsor' | 'end';

export interface ExemptProblem {
  field: ExemptField;
  /** What stands under the field. */
  sentence: string;
}

/** What was entered and cannot stand. The sponsor is `null` where Muster does not know such a member. */
export function exemptProblems(entered: {
  subjectId: MemberId;
  reason: string;
  sponsor: { id: MemberId; state: MemberState } | null;
  endsAt: Date | null;
}): ExemptProblem[] {
  const problem = (field: ExemptField, sentence: string): ExemptProblem[] => [{ field, sentence }];
  return [
    ...(entered.reason.trim() === '' ? problem('reason', 'Please say why, in a few words.') : []),
    ...(entered.sponsor?.state === 'active'
      ? []
      : problem('sponsor', 'Please choose somebody who is an active member here.')),
    ...(entered.sponsor?.id === entered.subjectId
      ? problem('sponsor', 'Nobody can be their own sponsor. Please choose somebody else.')
      : []),
    ...(entered.endsAt === null
      ? problem('end', `Please choose a day from tomorrow on, at most ${MAX_EXEMPTION_DAYS} days ahead.`)
      : []),
  ];
}
