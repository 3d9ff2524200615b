/** `/mfa remind @person` and the row menu's *Send MFA reminder*. */
import { appendAuditEvent } from '../../db/audit-repository.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { findMember, findMemberBySlackId, lockMember, type Member } from '../../db/member-repository.ts';
import { getOrganization } from '../../db/organization-repository.ts';
import { lastManualReminderAt } from '../../db/reminder-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { MemberId, OrganizationId, SlackUserId } from '../../domain/ids.ts';
import type { Person } from '../../domain/member.ts';
import { includes } from '../../domain/permission.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuseReminder } from '../../domain/reminder.ts';
import type { Caller } from '../caller.ts';
import { personOf } from '../deliveries/composing.ts';
import type { ServiceDeps } from '../deps.ts';
import { findActor } from '../members/actor.ts';
import { checkMember } from '../members/checking.ts';
import { done, refused } from '../outcome.ts';
import { firstBlindness } from '../readings/directory-health.ts';
import type { Outcome } from '../screens/screens.ts';
import { planReminder } from './reminder-plan.ts';

type RemindDeps = Omit<ServiceDeps, 'notifier' | 'machineClock'>;
export type ReminderSubject = { slackUserId: SlackUserId } | { memberId: MemberId };

/** The person is checked first, so that nobody is asked for what they have done already. */
export async function remindOne(
  deps: RemindDeps,
  caller: Caller,
  subject: ReminderSubject,
): Promise<Outcome<{ person: Person }>> {
  const { organizationId } = caller;
  const { member: actor, permission } = await findActor(deps, caller);
  if (!includes(permission, 'remind')) return refused({ code: 'not_permitted', needed: 'remind' });
  const organization = await getOrganization(deps.database.db, organizationId);
  if (organization.away !== null) return refused({ code: 'organization_away' });
  const found = await findSubject(deps, organizationId, subject);
  if (found === null) return refused(await explainAbsence(deps, subject));
  const { member } = await checkMember(deps, organizationId, found, caller.source);
  const refusal = await planManual(deps, caller, actor, member);
  return refusal === null ? done({ person: personOf(member) }) : refused(refusal);
}

async function findSubject(
  deps: RemindDeps,
  organizationId: OrganizationId,
  subject: ReminderSubject,
): Promise<Member | null> {
  const { db } = deps.database;
  const now = deps.clock.now();
  return 'memberId' in subject
    ? findMember(db, organizationId, subject.memberId, now)
    : findMemberBySlackId(db, organizationId, subject.slackUserId, now);
}

/** Somebody whom Slack knows and Muster does not is a bot, an app, or from another workspace. */
async function explainAbsence(deps: RemindDeps, subject: ReminderSubject): Promise<Refusal> {
  if ('memberId' in subject) return { code: 'person_unknown' };
  const person = await deps.roster.readPerson(subject.slackUserId).catch(() => null);
  return person === null ? { code: 'person_not_member' } : { code: 'person_unknown' };
}

/** The lock on the member makes one of two presses at the same moment wait, and then hear that it was too soon. */
async function planManual(deps: RemindDeps, caller: Caller, actor: Member, subject: Member): Promise<Refusal | null> {
  const { organizationId } = caller;
  return inTransaction(deps.database, async (trx, onCommit) => {
    const now = deps.clock.now();
    await lockEnforcement(trx, organizationId);
    const member = await lockMember(trx, organizationId, subject.id, now);
    const lastManualAt = await lastManualReminderAt(trx, organizationId, member.id);
    const refusal = refuseReminder({ member, lastManualAt, now, blindness: firstBlindness(deps.directories) });
    if (refusal !== null) return refusal;
    const reminderId = await planReminder(
      trx,
      organizationId,
      member,
      { reason: 'manual', requestedBy: actor.id, roundId: null, deadline: null },
      { mailEnabled: deps.mailer.enabled, now },
    );
    await appendAuditEvent(trx, organizationId, {
      at: now,
      type: 'reminder.sent',
      actor: { type: 'member', id: actor.id },
      source: caller.source,
      subjectId: member.id,
      before: null,
      after: { reminderId },
    });
    onCommit(() => deps.queue.wakeDeliveries());
    return null;
  });
}
