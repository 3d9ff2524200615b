import { type Approval, closeApproval } from '../../db/approval-repository.ts';
import { appendAuditEvent } from '../../db/audit-repository.ts';
import type { Trx } from '../../db/database.ts';
import { cancelDueDeliveries, insertDeliveries, listArrivedNotices } from '../../db/delivery-repository.ts';
import { getMember } from '../../db/member-repository.ts';
import type { ApprovalEnd } from '../../domain/approval.ts';
import type { AuditActor } from '../../domain/audit.ts';
import type { MemberId } from '../../domain/ids.ts';
import { planNotice, type Reach } from '../deliveries/notices.ts';
import { buildNoticeEdit } from './notice-edits.ts';

/** It is closed once, written down, and every message that asked says what became of it. */
export async function endApproval(
  trx: Trx,
  approval: Approval,
  end: { state: ApprovalEnd; decidedBy: MemberId | null; actor: AuditActor; source: string; reach: Reach },
): Promise<boolean> {
  const { id, organizationId, act, noticeId } = approval;
  const { state, decidedBy, actor, source, reach } = end;
  if (!(await closeApproval(trx, organizationId, id, { state, decidedBy, at: reach.now }))) return false;
  await appendAuditEvent(trx, organizationId, {
    at: reach.now,
    type: `approval.${state}`,
    actor,
    source,
    subjectId: id,
    before: null,
    after: { act: act.type },
  });
  await cancelDueDeliveries(trx, organizationId, { noticeId });
  const arrived = await listArrivedNotices(trx, organizationId, noticeId);
  const edits = arrived.map(({ memberId, slackRef }) => buildNoticeEdit(noticeId, memberId, slackRef, reach.now));
  await insertDeliveries(trx, organizationId, edits);
  await tellRequester(trx, approval, reach);
  return true;
}

async function tellRequester(trx: Trx, { id, organizationId, requestedBy }: Approval, reach: Reach): Promise<void> {
  const requester = await getMember(trx, organizationId, requestedBy, reach.now);
  const payload = { kind: 'approval_ended', approvalId: id } as const;
  await planNotice(trx, organizationId, { payload, recipients: [requester], channels: ['slack'] }, reach);
}
