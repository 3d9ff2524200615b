import type { Selectable } from 'kysely';
import type { InvitationId, MemberId, OrganizationId } from '../domain/ids.ts';
import type { Db, Trx } from './database.ts';
import { newId } from './ids.ts';
import type { InvitationTable } from './schema.ts';
import { fromInstant, normalizeEmail, toInstant } from './values.ts';

export interface Invitation {
  id: InvitationId;
  email: string;
  invitedBy: MemberId;
  createdAt: Date;
  expiresAt: Date;
  /** When it went out last. */
  sentAt: Date;
  acceptedBy: MemberId | null;
}

function toInvitation(row: Selectable<InvitationTable>): Invitation {
  return {
    id: row.id,
    email: row.email,
    invitedBy: row.invited_by,
    createdAt: fromInstant(row.created_at),
    expiresAt: fromInstant(row.expires_at),
    sentAt: fromInstant(row.sent_at),
    acceptedBy: row.accepted_by,
  };
}

export async function insertInvitation(
  trx: Trx,
  organizationId: OrganizationId,
  invitation: { email: string; invitedBy: MemberId; expiresAt: Date; now: Date },
): Promise<InvitationId> {
  const id = newId('invitation');
  const at = toInstant(invitation.now);
  const columns = { email: normalizeEmail(invitation.email), invited_by: invitation.invitedBy };
  const times = { created_at: at, sent_at: at, expires_at: toInstant(invitation.expiresAt) };
  await trx
    .insertInto('invitations')
    .values({ id, organization_id: organizationId, ...columns, ...times })
    .execute();
  return id;
}

/** Those that can still be accepted. */
function selectOpen(db: Db, organizationId: OrganizationId, now: Date) {
  return db
    .selectFrom('invitations')
    .where('organization_id', '=', organizationId)
    .where('accepted_by', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expired_at', 'is', null)
    .where('expires_at', '>', toInstant(now));
}

/** Whether anybody is invited and has not come yet. */
export async function hasOpenInvitations(db: Db, organizationId: OrganizationId, now: Date): Promise<boolean> {
  return (await selectOpen(db, organizationId, now).select('id').executeTakeFirst()) !== undefined;
}

export async function countOpenInvitations(db: Db, organizationId: OrganizationId, now: Date): Promise<number> {
  const query = selectOpen(db, organizationId, now).select((eb) => eb.fn.countAll<number>().as('count'));
  return (await query.executeTakeFirstOrThrow()).count;
}

/** One page, the newest first. */
export async function listOpenInvitations(
  db: Db,
  organizationId: OrganizationId,
  { limit, offset, now }: { limit: number; offset: number; now: Date },
): Promise<Invitation[]> {
  const rows = await selectOpen(db, organizationId, now)
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(toInvitation);
}

/** The newest invitation of this address, or the one of this id, that can still be accepted. */
export async function findOpenInvitation(
  db: Db,
  organizationId: OrganizationId,
  which: { email: string } | { id: InvitationId },
  now: Date,
): Promise<Invitation | null> {
  const open = selectOpen(db, organizationId, now).selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc');
  const query = 'id' in which ? open.where('id', '=', which.id) : open.where('email', '=', normalizeEmail(which.email));
  const row = await query.executeTakeFirst();
  return row ? toInvitation(row) : null;
}

/** How many went out at or after that moment; one that went out again counts as of then. */
export async function countInvitationsSince(db: Db, organizationId: OrganizationId, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('invitations')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .where('sent_at', '>', toInstant(since))
    .executeTakeFirstOrThrow();
  return count;
}

/** Ends an open one, or notes that it went out again. Returns whether it was still open. */
async function updateOpen(
  trx: Trx,
  organizationId: OrganizationId,
  id: InvitationId,
  columns: Partial<Pick<InvitationTable, 'accepted_by' | 'withdrawn_at' | 'sent_at'>>,
): Promise<boolean> {
  const result = await trx
    .updateTable('invitations')
    .set(columns)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('accepted_by', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expired_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Returns whether it was still open: it is accepted once. */
export function acceptInvitation(
  trx: Trx,
  organizationId: OrganizationId,
  id: InvitationId,
  memberId: MemberId,
): Promise<boolean> {
  return updateOpen(trx, organizationId, id, { accepted_by: memberId });
}

export function withdrawInvitation(trx: Trx, organizationId: OrganizationId, id: InvitationId, now: Date) {
  return updateOpen(trx, organizationId, id, { withdrawn_at: toInstant(now) });
}

export function noteInvitationSent(trx: Trx, organizationId: OrganizationId, id: InvitationId, now: Date) {
  return updateOpen(trx, organizationId, id, { sent_at: toInstant(now) });
}

/** Ends those whose time is over, some at a time, and returns their ids. */
export async function expireInvitations(
  trx: Trx,
  organizationId: OrganizationId,
  { now, limit }: { now: Date; limit: number },
): Promise<InvitationId[]> {
  const over = trx
    .selectFrom('invitations')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('accepted_by', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expired_at', 'is', null)
    .where('expires_at', '<=', toInstant(now))
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit);
  const rows = await trx
    .updateTable('invitations')
    .set({ expired_at: toInstant(now) })
    .where('id', 'in', over)
    .where('expired_at', 'is', null)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
