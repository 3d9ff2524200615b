import type { Selectable } from 'kysely';
import { z } from 'zod';
import { type ApprovalEnd, type ApprovalFacts, type ApprovedAct, concernsOf, subjectOf } from '../domain/approval.ts';
import { EXEMPTION_KINDS } from '../domain/exemption.ts';
import type { ApprovalId, MemberId, NoticeId, OrganizationId } from '../domain/ids.ts';
import type { Db, Trx } from './database.ts';
import { isIdOf } from './ids.ts';
import { parseJson } from './json.ts';
import { assertFound } from './missing-row-error.ts';
import type { ApprovalTable } from './schema.ts';
import { fromInstant, fromInstantOrNull, toFlag, toInstant } from './values.ts';

const memberId = z.custom<MemberId>((value) => typeof value === 'string' && isIdOf('member', value));
const actSchema: z.ZodType<ApprovedAct> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('stop'), forMs: z.number().nullable(), revision: z.int() }),
  z.object({
    type: z.literal('exempt'),
    memberId,
    sponsorId: memberId,
    kind: z.enum(EXEMPTION_KINDS),
    endsAt: z.iso.datetime(),
  }),
  z.object({ type: z.literal('longer_grace'), graceDays: z.int() }),
  z.object({ type: z.literal('no_locking') }),
  z.object({ type: z.literal('one_person') }),
]);

export interface Approval extends ApprovalFacts {
  id: ApprovalId;
  organizationId: OrganizationId;
  act: ApprovedAct;
  /** Free text of the requester, apart because it can be erased. */
  reason: string | null;
  /** The message with *Approve* and *Decline*. */
  noticeId: NoticeId;
  decidedBy: MemberId | null;
  decidedAt: Date | null;
}

function toApproval(row: Selectable<ApprovalTable>): Approval {
  const act = actSchema.parse(parseJson(row.act));
  return {
    id: row.id,
    organizationId: row.organization_id,
    act,
    concerns: concernsOf(act),
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedAt: fromInstant(row.requested_at),
    announced: row.announced === 1,
    noticeId: row.notice_id,
    state: row.state,
    decidedBy: row.decided_by,
    decidedAt: fromInstantOrNull(row.decided_at),
  };
}

export type NewApproval = Pick<
  Approval,
  'id' | 'act' | 'reason' | 'requestedBy' | 'requestedAt' | 'announced' | 'noticeId'
>;

/** Returns whether it is the only open one for such an act (`subjectOf`). */
export async function insertApproval(
  trx: Trx,
  organizationId: OrganizationId,
  approval: NewApproval,
): Promise<boolean> {
  const result = await trx
    .insertInto('approvals')
    .values({
      id: approval.id,
      organization_id: organizationId,
      kind: subjectOf(approval.act),
      act: JSON.stringify(approval.act),
      reason: approval.reason,
      requested_by: approval.requestedBy,
      requested_at: toInstant(approval.requestedAt),
      announced: toFlag(approval.announced),
      notice_id: approval.noticeId,
      state: 'open',
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

function selectApprovals(db: Db, organizationId: OrganizationId) {
  return db.selectFrom('approvals').selectAll().where('organization_id', '=', organizationId);
}

export async function findApproval(db: Db, organizationId: OrganizationId, id: ApprovalId): Promise<Approval | null> {
  const row = await selectApprovals(db, organizationId).where('id', '=', id).executeTakeFirst();
  return row ? toApproval(row) : null;
}

export async function getApproval(db: Db, organizationId: OrganizationId, id: ApprovalId): Promise<Approval> {
  return assertFound(await findApproval(db, organizationId, id), 'approval', id);
}

export async function listOpenApprovals(db: Db, organizationId: OrganizationId): Promise<Approval[]> {
  const rows = await selectApprovals(db, organizationId).where('state', '=', 'open').orderBy('requested_at').execute();
  return rows.map(toApproval);
}

/** Waits until nobody else decides about it; `null` when there is none. */
async function lockWhere(
  trx: Trx,
  organizationId: OrganizationId,
  which: { id: ApprovalId } | { noticeId: NoticeId },
): Promise<Approval | null> {
  const query = trx
    .updateTable('approvals')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('organization_id', '=', organizationId);
  const one = 'id' in which ? query.where('id', '=', which.id) : query.where('notice_id', '=', which.noticeId);
  const row = await one.returningAll().executeTakeFirst();
  return row ? toApproval(row) : null;
}

export function lockApproval(trx: Trx, organizationId: OrganizationId, id: ApprovalId): Promise<Approval | null> {
  return lockWhere(trx, organizationId, { id });
}

/** The request that a message asks about; `null` for every other message. */
export function lockApprovalOfNotice(
  trx: Trx,
  organizationId: OrganizationId,
  noticeId: NoticeId,
): Promise<Approval | null> {
  return lockWhere(trx, organizationId, { noticeId });
}

/** Returns whether it was still open: it is closed once. */
export async function closeApproval(
  trx: Trx,
  organizationId: OrganizationId,
  id: ApprovalId,
  end: { state: ApprovalEnd; decidedBy: MemberId | null; at: Date },
): Promise<boolean> {
  const result = await trx
    .updateTable('approvals')
    .set({ state: end.state, decided_by: end.decidedBy, decided_at: toInstant(end.at) })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
