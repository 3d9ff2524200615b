/** What happens once a second person has agreed. Every act of `ApprovedAct` is run here, in the approver's transaction. */

import type { Approval } from '../../db/approval-repository.ts';
import { appendAuditEvent } from '../../db/audit-repository.ts';
import type { Trx } from '../../db/database.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { findMember } from '../../db/member-repository.ts';
import { getSettings, saveSettings } from '../../db/settings-repository.ts';
import { refuseStop } from '../../domain/enforcement.ts';
import type { MemberId, OrganizationId } from '../../domain/ids.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { changedSettings, type Settings } from '../../domain/settings.ts';
import { refusePause } from '../../domain/turning-on.ts';
import type { Reach } from '../deliveries/notices.ts';
import { switchOff } from '../enforcement/switching.ts';
import { performExemption } from '../exemptions/performing.ts';

export interface Agreement {
  /** Who agreed; `null` when it was announced and its time is over. */
  approvedBy: MemberId | null;
  reach: Reach;
}

/** `null` when it is done; else why it is void. The permissions were asked for before. */
export function runApproved(trx: Trx, approval: Approval, agreement: Agreement): Promise<Refusal | null> {
  const { act } = approval;
  switch (act.type) {
    case 'stop':
      return runStop(trx, approval, act, agreement);
    case 'exempt':
      return runExempt(trx, approval, act, agreement);
    case 'longer_grace':
      return changeSettings(trx, approval, { graceDays: act.graceDays }, agreement);
    case 'no_locking':
      return changeSettings(trx, approval, { locking: false }, agreement);
    case 'one_person':
      return changeSettings(trx, approval, { secondPerson: false }, agreement);
  }
}

async function runStop(
  trx: Trx,
  { organizationId, requestedBy, reason }: Approval,
  { forMs, revision }: Extract<Approval['act'], { type: 'stop' }>,
  { approvedBy, reach }: Agreement,
): Promise<Refusal | null> {
  const enforcement = await lockEnforcement(trx, organizationId);
  if (enforcement.revision !== revision) return { code: 'superseded' };
  const refusal =
    refuseStop({ enforcement, permission: 'enforce' }) ?? (forMs === null ? null : refusePause(enforcement, forMs));
  if (refusal !== null) return refusal;
  const until = forMs === null ? null : new Date(reach.now.getTime() + forMs);
  const actor = { type: 'member', id: requestedBy } as const;
  await switchOff(trx, organizationId, { actor, approvedBy, source: 'approval', reason, until, reach });
  return null;
}

/** Void when either has left, when somebody else has exempted them, or when the end has come meanwhile. */
async function runExempt(
  trx: Trx,
  { organizationId, requestedBy, reason }: Approval,
  { memberId, sponsorId, kind, endsAt: end }: Extract<Approval['act'], { type: 'exempt' }>,
  { reach }: Agreement,
): Promise<Refusal | null> {
  await lockEnforcement(trx, organizationId);
  const endsAt = new Date(end);
  const subject = await findMember(trx, organizationId, memberId, reach.now);
  const sponsor = await findMember(trx, organizationId, sponsorId, reach.now);
  if (subject === null || subject.state === 'deactivated') return { code: 'person_deactivated' };
  if (sponsor?.state !== 'active') return { code: 'person_not_member' };
  if (subject.exempt || endsAt <= reach.now) return { code: 'already_exempt' };
  const actor = { type: 'member', id: requestedBy } as const;
  const act = { organizationId, actor, source: 'approval', appearedSince: reach.now, reach };
  await performExemption(trx, act, { memberId, sponsorId, kind, reason: reason ?? '', endsAt });
  return null;
}

async function changeSettings(
  trx: Trx,
  { organizationId, requestedBy }: Approval,
  chosen: Partial<Settings>,
  { approvedBy, reach }: Agreement,
): Promise<Refusal | null> {
  await lockEnforcement(trx, organizationId);
  return saveWeakened(trx, organizationId, { chosen, requestedBy, approvedBy, now: reach.now });
}

async function saveWeakened(
  trx: Trx,
  organizationId: OrganizationId,
  facts: { chosen: Partial<Settings>; requestedBy: MemberId; approvedBy: MemberId | null; now: Date },
): Promise<Refusal | null> {
  const { chosen, requestedBy, approvedBy, now } = facts;
  const before = await getSettings(trx, organizationId);
  const after = { ...before, ...chosen };
  const changed = changedSettings(before, after);
  if (changed.length === 0) return null;
  await saveSettings(trx, organizationId, after, { changedBy: requestedBy, now });
  const pick = (settings: Settings) => Object.fromEntries(changed.map((name) => [name, settings[name]]));
  await appendAuditEvent(trx, organizationId, {
    at: now,
    type: 'settings.changed',
    actor: { type: 'member', id: requestedBy },
    source: 'approval',
    subjectId: approvedBy,
    before: pick(before),
    after: pick(after),
  });
  return null;
}
