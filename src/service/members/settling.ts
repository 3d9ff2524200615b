/**
 * What follows for a member from their status: pending people are admitted, violations open and close, reminders end.
 * It runs in the transaction that changed the status, so that no change is ever without its consequences.
 */
import { appendAuditEvent } from '../../db/audit-repository.ts';
import type { Trx } from '../../db/database.ts';
import { getEnforcement } from '../../db/enforcement-repository.ts';
import { endExemptions } from '../../db/exemption-repository.ts';
import { deleteGrantsOfMember } from '../../db/grant-repository.ts';
import { findMembers, type Member, updateMember } from '../../db/member-repository.ts';
import { getSettings } from '../../db/settings-repository.ts';
import {
  closeViolations,
  findOpenViolations,
  openViolation,
  startGrace,
  stopGrace,
  type Violation,
} from '../../db/violation-repository.ts';
import type { JsonValue } from '../../domain/audit.ts';
import type { MemberId, OrganizationId } from '../../domain/ids.ts';
import { stepJoin } from '../../domain/join.ts';
import { hasOnlySms } from '../../domain/mfa.ts';
import { gracePeriodMs } from '../../domain/settings.ts';
import { stepViolation } from '../../domain/violation.ts';
import { planOwnersNotice, type Reach } from '../deliveries/notices.ts';
import { closeOpenReminders } from '../reminders/closing.ts';
import { planReminder } from '../reminders/reminder-plan.ts';

export interface Settlement {
  organizationId: OrganizationId;
  enforced: boolean;
  /** Who came, or came back, at or after this moment is new. */
  appearedSince: Date;
  /** Where the change came from, for the audit trail. */
  source: string;
  reach: Reach;
  /** How violations open here; unless said otherwise, MFA has gone off for somebody. `announced`: owners know already. */
  opening?: { reason: 'violation' | 'required'; announced: boolean };
}

/** How many names one notice carries. */
const NAMED_IN_NOTICE = 20;

/** Call it with everybody whose status, state or membership changed. Twice does no harm. */
export async function settleMembers(trx: Trx, settlement: Settlement, memberIds: readonly MemberId[]): Promise<void> {
  const { organizationId, reach } = settlement;
  const members = await findMembers(trx, organizationId, memberIds, reach.now);
  await settleLeavers(
    trx,
    settlement,
    members.filter((member) => member.state === 'deactivated'),
  );
  const present = members.filter((member) => member.state !== 'deactivated');
  if (settlement.enforced) await settleJoiners(trx, settlement, present);
  const enabled = present.filter((member) => member.mfaStatus === 'enabled').map((member) => member.id);
  await closeOpenReminders(trx, organizationId, enabled, 'enabled', reach);
  if (settlement.enforced) await settleViolations(trx, settlement, present);
}

async function record(
  trx: Trx,
  { organizationId, source, reach }: Settlement,
  type:
    | 'member.pending'
    | 'member.admitted'
    | 'member.deactivated'
    | 'violation.opened'
    | 'violation.closed'
    | 'grants.voided'
    | 'exempt.ended',
  memberId: MemberId,
  after: JsonValue = null,
): Promise<void> {
  await appendAuditEvent(trx, organizationId, {
    at: reach.now,
    type,
    actor: { type: 'muster' },
    source,
    subjectId: memberId,
    before: null,
    after,
  });
}

async function settleLeavers(trx: Trx, settlement: Settlement, leavers: readonly Member[]): Promise<void> {
  const { organizationId, reach } = settlement;
  const ids = leavers.map((member) => member.id);
  await closeOpenReminders(trx, organizationId, ids, 'left', reach);
  const closed = await closeViolations(trx, organizationId, ids, reach.now);
  for (const { memberId } of closed) await record(trx, settlement, 'violation.closed', memberId);
  for (const id of ids) {
    await record(trx, settlement, 'member.deactivated', id);
    const voided = await deleteGrantsOfMember(trx, organizationId, id);
    if (voided > 0) await record(trx, settlement, 'grants.voided', id);
  }
  for (const { memberId } of await endExemptions(trx, organizationId, ids, reach.now)) {
    await record(trx, settlement, 'exempt.ended', memberId, { why: 'left' });
  }
}

async function settleJoiners(trx: Trx, settlement: Settlement, members: readonly Member[]): Promise<void> {
  const { organizationId, reach, appearedSince } = settlement;
  // Who was there when enforcement was turned on was counted then, and is not new.
  const { since } = await getEnforcement(trx, organizationId);
  for (const member of members) {
    const isNew = member.appearedAt >= appearedSince && member.appearedAt > since && !member.wasEnabled;
    switch (stepJoin(member, isNew)) {
      case 'hold':
        await updateMember(trx, organizationId, member.id, { state: 'pending' }, reach.now);
        await record(trx, settlement, 'member.pending', member.id);
        await planReminder(
          trx,
          organizationId,
          member,
          { reason: 'welcome', requestedBy: null, roundId: null, deadline: null },
          reach,
        );
        break;
      case 'admit':
        await closeOpenReminders(trx, organizationId, [member.id], 'admitted', reach);
        await updateMember(trx, organizationId, member.id, { state: 'active' }, reach.now);
        await record(trx, settlement, 'member.admitted', member.id);
        break;
      case 'none':
        break;
    }
  }
}

async function settleViolations(trx: Trx, settlement: Settlement, members: readonly Member[]): Promise<void> {
  const { organizationId, reach } = settlement;
  const ids = members.map((member) => member.id);
  // Who was held or admitted a moment ago has another state now.
  const current = await findMembers(trx, organizationId, ids, reach.now);
  const open = new Map(
    (await findOpenViolations(trx, organizationId, ids)).map((violation) => [violation.memberId, violation]),
  );
  const graceMs = gracePeriodMs(await getSettings(trx, organizationId));
  const graceEndsAt = new Date(reach.now.getTime() + graceMs);
  const opened: Member[] = [];
  for (const member of current) {
    if (await stepOne(trx, settlement, { member, open: open.get(member.id) ?? null, graceEndsAt })) opened.push(member);
  }
  if (opened.length > 0 && settlement.opening?.announced !== true)
    await announceViolations(trx, settlement, opened, graceEndsAt);
}

/** Returns whether a violation was opened. */
async function stepOne(
  trx: Trx,
  settlement: Settlement,
  { member, open, graceEndsAt }: { member: Member; open: Violation | null; graceEndsAt: Date },
): Promise<boolean> {
  const { organizationId, reach } = settlement;
  switch (stepViolation(member, open)) {
    case 'open': {
      await openViolation(trx, organizationId, { memberId: member.id, now: reach.now });
      await record(trx, settlement, 'violation.opened', member.id, hasOnlySms(member) ? { onlySms: true } : null);
      await planReminder(
        trx,
        organizationId,
        member,
        { reason: settlement.opening?.reason ?? 'violation', requestedBy: null, roundId: null, deadline: graceEndsAt },
        reach,
      );
      return true;
    }
    case 'close':
      await closeViolations(trx, organizationId, [member.id], reach.now);
      await record(trx, settlement, 'violation.closed', member.id);
      return false;
    case 'stop_grace':
      if (open) await stopGrace(trx, organizationId, open.id, reach.now);
      return false;
    case 'start_grace':
      if (open) await startGrace(trx, organizationId, open.id, reach.now);
      return false;
    case 'none':
      return false;
  }
}

async function announceViolations(
  trx: Trx,
  { organizationId, reach }: Settlement,
  opened: readonly Member[],
  graceEndsAt: Date,
): Promise<void> {
  const payload = {
    kind: 'violation_opened',
    memberIds: opened.slice(0, NAMED_IN_NOTICE).map((member) => member.id),
    total: opened.length,
    onlySms: opened.filter(hasOnlySms).length,
    graceEndsAt: graceEndsAt.toISOString(),
  } as const;
  await planOwnersNotice(trx, organizationId, { payload }, reach);
}
