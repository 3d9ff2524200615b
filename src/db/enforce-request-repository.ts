import type { Selectable } from 'kysely';
import type { EnforceRequestId, MemberId, OrganizationId, ReadingId } from '../domain/ids.ts';
import type { Db, Trx } from './database.ts';
import { parseReadingIds } from './json.ts';
import type { EnforceRequestTable } from './schema.ts';
import { fromInstant, fromInstantOrNull, toInstant } from './values.ts';

export interface EnforceRequest {
  id: EnforceRequestId;
  organizationId: OrganizationId;
  actorId: MemberId;
  /** The enforcement revision when the modal was opened. */
  revision: number;
  confirmedExempt: number | null;
  submittedAt: Date;
  /** The readings that it waits for, one for each directory. */
  readingIds: ReadingId[];
  state: EnforceRequestTable['state'];
  refusalCode: string | null;
  viewId: string | null;
  decidedAt: Date | null;
}

function toRequest(row: Selectable<EnforceRequestTable>): EnforceRequest {
  return {
    id: row.id,
    organizationId: row.organization_id,
    actorId: row.actor_id,
    revision: row.revision,
    confirmedExempt: row.confirmed_exempt,
    submittedAt: fromInstant(row.submitted_at),
    readingIds: parseReadingIds(row.reading_ids),
    state: row.state,
    refusalCode: row.refusal_code,
    viewId: row.view_id,
    decidedAt: fromInstantOrNull(row.decided_at),
  };
}

export type NewEnforceRequest = Pick<
  EnforceRequest,
  'id' | 'actorId' | 'revision' | 'confirmedExempt' | 'submittedAt' | 'readingIds' | 'viewId'
>;

export async function insertEnforceRequest(
  db: Db,
  organizationId: OrganizationId,
  request: NewEnforceRequest,
): Promise<EnforceRequest> {
  const row = await db
    .insertInto('enforce_requests')
    .values({
      id: request.id,
      organization_id: organizationId,
      actor_id: request.actorId,
      revision: request.revision,
      confirmed_exempt: request.confirmedExempt,
      submitted_at: toInstant(request.submittedAt),
      reading_ids: JSON.stringify(request.readingIds),
      state: 'waiting',
      view_id: request.viewId,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toRequest(row);
}

export async function findEnforceRequest(
  db: Db,
  organizationId: OrganizationId,
  id: EnforceRequestId,
): Promise<EnforceRequest | null> {
  const row = await db
    .selectFrom('enforce_requests')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? toRequest(row) : null;
}

/** Waits until nobody else decides or cancels it; `null` when there is no such request. */
export async function lockEnforceRequest(
  trx: Trx,
  organizationId: OrganizationId,
  id: EnforceRequestId,
): Promise<EnforceRequest | null> {
  const row = await trx
    .updateTable('enforce_requests')
    .set((eb) => ({ revision: eb.ref('revision') }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row ? toRequest(row) : null;
}

/** Requests that wait for their reading, oldest first. */
export async function listWaitingEnforceRequests(db: Db, organizationId: OrganizationId): Promise<EnforceRequest[]> {
  const rows = await db
    .selectFrom('enforce_requests')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('state', '=', 'waiting')
    .orderBy('submitted_at')
    .orderBy('id')
    .execute();
  return rows.map(toRequest);
}

/** Returns whether it was still waiting: it is decided or cancelled once. */
export async function closeEnforceRequest(
  trx: Trx,
  organizationId: OrganizationId,
  id: EnforceRequestId,
  end: { state: 'enforced' | 'refused' | 'cancelled'; refusalCode: string | null; at: Date },
): Promise<boolean> {
  const result = await trx
    .updateTable('enforce_requests')
    .set({ state: end.state, refusal_code: end.refusalCode, decided_at: toInstant(end.at) })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
