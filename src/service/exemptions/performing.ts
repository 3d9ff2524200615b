/** What exempting and its end do, each in one transaction. Whoever may decide it calls these. */
import { appendAuditEvent } from '../../db/audit-repository.ts';
import type { Trx } from '../../db/database.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { endExemptions, insertExemption } from '../../db/exemption-repository.ts';
import { newId } from '../../db/ids.ts';
import { findMember, type Member, updateMember } from '../../db/member-repository.ts';
import { getSettings } from '../../db/settings-repository.ts';
import { findOpenViolation } from '../../db/violation-repository.ts';
import type { AuditActor } from '../../domain/audit.ts';
import type { Exemption, ExemptionKind } from '../../domain/exemption.ts';
import type { MemberId, OrganizationId } from '../../domain/ids.ts';
import { gracePeriodMs } from '../../domain/settings.ts';
import { graceEndsAt } from '../../domain/violation.ts';
import type { Reach } from '../deliveries/notices.ts';
import { settleMembers } from '../members/settling.ts';
import { closeOpenReminders } from '../reminders/closing.ts';
import { planReminder } from '../reminders/reminder-plan.ts';

export interface ExemptionRequest {
  memberId: MemberId;
  sponsorId: MemberId;
  kind: ExemptionKind;
  reason: string;
  endsAt: Date;
}

/** Who does it, from where, and how people are told. */
export interface Act {
  organizationId: OrganizationId;
  actor: AuditActor;
  source: string;
  /** Who came, or came back, at or after this moment is new. */
  appearedSince: Date;
  reach: Reach;
}

/**
 * Exempts somebody: all that is asked of them is cancelled, a grace clock stands still, and who was pending gets in.
 * It asks nobody for leave: that was done before.
 */
export async function performExemption(trx: Trx, act: Act, request: ExemptionRequest): Promise<void> {
  const { organizationId, reach } = act;
  const id = newId('exemption');
  const { memberId, sponsorId, kind, endsAt } = request;
  await lockEnforcement(trx, organizationId);
  await insertExemption(trx, organizationId, { id, ...request, startsAt: reach.now });
  await appendAuditEvent(trx, organizationId, {
    at: reach.now,
    type: 'exempt.added',
    actor: act.actor,
    source: act.source,
    subjectId: memberId,
    before: null,
    after: { exemptionId: id, sponsorId, kind, endsAt: endsAt.toISOString() },
  });
  await closeOpenReminders(trx, organizationId, [memberId], 'no_longer_required', reach);
  const member = await findMember(trx, organizationId, memberId, reach.now);
  if (member?.state === 'pending') await admit(trx, act, member);
  await settle(trx, act, memberId);
}

async function admit(trx: Trx, { organizationId, source, reach }: Act, { id }: Member): Promise<void> {
  await updateMember(trx, organizationId, id, { state: 'active' }, reach.now);
  await appendAuditEvent(trx, organizationId, {
    at: reach.now,
    type: 'member.admitted',
    actor: { type: 'muster' },
    source,
    subjectId: id,
    before: null,
    after: null,
  });
}

/** Where a violation opens, nothing went off: MFA is required from now on. */
async function settle(trx: Trx, { organizationId, source, appearedSince, reach }: Act, id: MemberId): Promise<void> {
  const enforced = (await lockEnforcement(trx, organizationId)).state === 'on';
  const opening = { reason: 'required', announced: false } as const;
  await settleMembers(trx, { organizationId, enforced, appearedSince, source, reach, opening }, [id]);
}

/** Ends it: the member is counted again, and a violation opens, or goes on, where MFA is off. Returns what was ended. */
export async function performEnd(
  trx: Trx,
  act: Act,
  memberId: MemberId,
  why: 'lapsed' | 'taken_back',
): Promise<Exemption[]> {
  const { organizationId, reach } = act;
  await lockEnforcement(trx, organizationId);
  const ended = await endExemptions(trx, organizationId, [memberId], reach.now);
  if (ended.length === 0) return ended;
  for (const { id } of ended) {
    await appendAuditEvent(trx, organizationId, {
      at: reach.now,
      type: 'exempt.ended',
      actor: act.actor,
      source: act.source,
      subjectId: memberId,
      before: { exemptionId: id },
      after: { why },
    });
  }
  const waiting = await findOpenViolation(trx, organizationId, memberId);
  await settle(trx, act, memberId);
  if (waiting !== null) await remindAgain(trx, act, memberId);
  return ended;
}

/** The violation was open before the exemption: its grace period goes on, and the member hears until when. */
async function remindAgain(trx: Trx, { organizationId, reach }: Act, memberId: MemberId): Promise<void> {
  const violation = await findOpenViolation(trx, organizationId, memberId);
  const member = await findMember(trx, organizationId, memberId, reach.now);
  if (violation?.grace.runningSince == null || member?.mfaStatus !== 'disabled') return;
  const graceMs = gracePeriodMs(await getSettings(trx, organizationId));
  const deadline = graceEndsAt(violation.grace, reach.now, graceMs);
  await planReminder(
    trx,
    organizationId,
    member,
    { reason: 'violation', requestedBy: null, roundId: null, deadline },
    reach,
  );
}
