import type { Selectable } from 'kysely';
import type { GrantId, MemberId, OrganizationId } from '../domain/ids.ts';
import type { Permission } from '../domain/permission.ts';
import { inBatches } from './batches.ts';
import type { Db, Trx } from './database.ts';
import { newId } from './ids.ts';
import type { GrantTable } from './schema.ts';
import { fromInstant, toInstant } from './values.ts';

/** Who holds a grant. */
export interface GrantHolder {
  subjectType: GrantTable['subject_type'];
  /** A member id, or Slack's id of the user group. */
  subjectId: string;
}

export interface Grant extends GrantHolder {
  id: GrantId;
  permission: Permission;
  grantedBy: MemberId;
  createdAt: Date;
}

function toGrant(row: Selectable<GrantTable>): Grant {
  return {
    id: row.id,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    permission: row.permission,
    grantedBy: row.granted_by,
    createdAt: fromInstant(row.created_at),
  };
}

/** `null` when this holder has that permission already. */
export async function insertGrant(
  db: Db,
  organizationId: OrganizationId,
  grant: GrantHolder & Pick<Grant, 'permission' | 'grantedBy'> & { now: Date },
): Promise<Grant | null> {
  const row = await db
    .insertInto('grants')
    .values({
      id: newId('grant'),
      organization_id: organizationId,
      subject_type: grant.subjectType,
      subject_id: grant.subjectId,
      permission: grant.permission,
      granted_by: grant.grantedBy,
      created_at: toInstant(grant.now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ? toGrant(row) : null;
}

/** The grant that was taken away; `null` when there was none. */
export async function deleteGrant(
  db: Db,
  organizationId: OrganizationId,
  grant: GrantHolder & Pick<Grant, 'permission'>,
): Promise<Grant | null> {
  const row = await db
    .deleteFrom('grants')
    .where('organization_id', '=', organizationId)
    .where('subject_type', '=', grant.subjectType)
    .where('subject_id', '=', grant.subjectId)
    .where('permission', '=', grant.permission)
    .returningAll()
    .executeTakeFirst();
  return row ? toGrant(row) : null;
}

/** Ends what was granted to this person; returns how many grants that were. */
export async function deleteGrantsOfMember(
  trx: Trx,
  organizationId: OrganizationId,
  memberId: MemberId,
): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('grants')
    .where('organization_id', '=', organizationId)
    .where('subject_type', '=', 'member')
    .where('subject_id', '=', memberId)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

function selectGrants(db: Db, organizationId: OrganizationId) {
  return db.selectFrom('grants').selectAll().where('organization_id', '=', organizationId).orderBy('id');
}

export async function listGrants(db: Db, organizationId: OrganizationId): Promise<Grant[]> {
  return (await selectGrants(db, organizationId).execute()).map(toGrant);
}

/** What was granted to the person themself. */
export function listGrantsOf(db: Db, organizationId: OrganizationId, memberId: MemberId): Promise<Grant[]> {
  return listGrantsOfMembers(db, organizationId, [memberId]);
}

/** What was granted to these people themselves. */
export async function listGrantsOfMembers(
  db: Db,
  organizationId: OrganizationId,
  memberIds: readonly MemberId[],
): Promise<Grant[]> {
  const grants: Grant[] = [];
  await inBatches(memberIds, async (batch) => {
    const query = selectGrants(db, organizationId).where('subject_type', '=', 'member');
    grants.push(...(await query.where('subject_id', 'in', batch).execute()).map(toGrant));
  });
  return grants;
}

export async function listUserGroupGrants(db: Db, organizationId: OrganizationId): Promise<Grant[]> {
  return (await selectGrants(db, organizationId).where('subject_type', '=', 'usergroup').execute()).map(toGrant);
}
