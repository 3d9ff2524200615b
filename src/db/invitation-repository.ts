import type { Selectable } from 'kysely';
import type { InvitationId, MemberId, OrganizationId } from '../domain/ids.ts';
import type { Db, Trx } from './database.ts';
import type { InvitationTable } from './schema.ts';
import { fromInstant, normalizeEmail, toInstant } from './values.ts';

export interface Invitation {
  id: InvitationId;
  email: string;
  invitedBy: MemberId;
  createdAt: Date;
  expiresAt: Date;
  acceptedBy: MemberId | null;
}

function toInvitation(row: Selectable<InvitationTable>): Invitation {
  return {
    id: row.id,
    email: row.email,
    invitedBy: row.invited_by,
    createdAt: fromInstant(row.created_at),
    expiresAt: fromInstant(row.expires_at),
    acceptedBy: row.accepted_by,
  };
}

/** Whether anybody is invited and has not come yet. */
export async function hasOpenInvitations(db: Db, organizationId: OrganizationId, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('invitations')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('accepted_by', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', toInstant(now))
    .executeTakeFirst();
  return row !== undefined;
}

/** The newest invitation of this address that can still be accepted. */
export async function findOpenInvitation(
  db: Db,
  organizationId: OrganizationId,
  email: string,
  now: Date,
): Promise<Invitation | null> {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('email', '=', normalizeEmail(email))
    .where('accepted_by', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', toInstant(now))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row ? toInvitation(row) : null;
}

/** Returns whether it was still open: it is accepted once. */
export async function acceptInvitation(
  trx: Trx,
  organizationId: OrganizationId,
  id: InvitationId,
  memberId: MemberId,
): Promise<boolean> {
  const result = await trx
    .updateTable('invitations')
    .set({ accepted_by: memberId })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('accepted_by', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
