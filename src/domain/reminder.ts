import { isCounted, type MemberFacts } from './member.ts';
import type { Refusal } from './refusal.ts';

/** One manual reminder per member and hour: a second helps nobody. */
const MANUAL_REMINDER_INTERVAL_MS = 60 * 60_000;

/** Whether a person may be reminded by hand now. Their status was checked a moment ago. */
export function refuseReminder(facts: {
  member: MemberFacts;
  lastManualAt: Date | null;
  now: Date;
  blindness: string | null;
}): Refusal | null {
  const { member } = facts;
  if (member.state === 'deactivated') return { code: 'person_deactivated' };
  if (member.mfaStatus === null) return { code: 'person_out_of_scope' };
  if (member.mfaStatus === 'enabled') return { code: 'person_enabled' };
  if (member.exempt) return { code: 'person_exempt' };
  if (member.mfaStatus === 'unknown') return { code: 'person_status_unknown', blindness: facts.blindness };
  return refuseTooSoon(facts.lastManualAt, facts.now);
}

function refuseTooSoon(lastManualAt: Date | null, now: Date): Refusal | null {
  if (lastManualAt === null) return null;
  const leftMs = lastManualAt.getTime() + MANUAL_REMINDER_INTERVAL_MS - now.getTime();
  return leftMs > 0 ? { code: 'reminded_recently', minutesLeft: Math.ceil(leftMs / 60_000) } : null;
}

/** A reminder is still worth sending: asked again at the moment of sending, because MFA may have appeared meanwhile. */
export function isStillDue(member: MemberFacts): boolean {
  const welcomed = member.state === 'pending' && !member.exempt && member.mfaStatus !== 'enabled';
  return welcomed || (isCounted(member) && member.mfaStatus === 'disabled');
}
