/** What weakens the protection is asked of a second person, where the organization has chosen so. */
import { insertApproval } from '../../db/approval-repository.ts';
import { appendAuditEvent } from '../../db/audit-repository.ts';
import type { Trx } from '../../db/database.ts';
import { newId } from '../../db/ids.ts';
import { listOwners } from '../../db/member-list-repository.ts';
import { getMember } from '../../db/member-repository.ts';
import { type ApprovedAct, approvalEndsAt, concernsOf, isEligible } from '../../domain/approval.ts';
import type { MemberId, OrganizationId } from '../../domain/ids.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { planNotice, type Reach } from '../deliveries/notices.ts';
import { listOfficers } from './officers.ts';

export interface ApprovalRequest {
  act: ApprovedAct;
  /** Free text for whoever is asked. */
  reason: string | null;
  requestedBy: MemberId;
  source: string;
  reach: Reach;
}

/** A second person was asked: how many can agree. Without any it was announced to all owners. */
export interface Asked {
  asked: number;
  /** It lapses then; announced it takes effect then. */
  endsAt: Date;
}

/**
 * Asks everybody who can approve, or announces it to all owners where nobody can. The caller has found that the act
 * takes two (`settings.secondPerson`), and has asked for the requester's own permission.
 */
export async function askSecondPerson(
  trx: Trx,
  organizationId: OrganizationId,
  { act, reason, requestedBy, source, reach }: ApprovalRequest,
): Promise<Asked | Refusal> {
  const request = { requestedBy, requestedAt: reach.now, concerns: concernsOf(act) };
  const officers = await listOfficers(trx, organizationId, reach.now);
  const eligible = officers.filter((officer) => isEligible(officer, request)).map(({ member }) => member);
  const announced = eligible.length === 0;
  const id = newId('approval');
  const requester = await getMember(trx, organizationId, requestedBy, reach.now);
  const owners = announced ? await listOwners(trx, organizationId, reach.now) : [];
  const recipients = [...eligible, ...owners];
  if (recipients.every((member) => member.id !== requestedBy)) recipients.push(requester);
  const noticeId = await planNotice(
    trx,
    organizationId,
    { payload: { kind: 'approval_requested', approvalId: id }, recipients },
    reach,
  );
  const approval = { id, act, reason, requestedBy, requestedAt: reach.now, announced, noticeId };
  if (!(await insertApproval(trx, organizationId, approval))) return { code: 'already_asked' };
  await appendAuditEvent(trx, organizationId, {
    at: reach.now,
    type: 'approval.requested',
    actor: { type: 'member', id: requestedBy },
    source,
    subjectId: id,
    before: null,
    after: { act: act.type, asked: eligible.length },
  });
  return { asked: eligible.length, endsAt: approvalEndsAt(request) };
}
