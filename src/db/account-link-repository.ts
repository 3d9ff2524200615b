import type { MemberId, OrganizationId } from '../domain/ids.ts';
import { inBatches } from './batches.ts';
import type { Db, Trx } from './database.ts';
import { toInstant } from './values.ts';

export interface AccountKey {
  directory: string;
  externalId: string;
}

/** Somebody with `manage` said whose account this is; it wins over what emails say. */
export async function insertAccountLinks(
  trx: Trx,
  organizationId: OrganizationId,
  keys: readonly AccountKey[],
  { memberId, linkedBy, now }: { memberId: MemberId; linkedBy: MemberId; now: Date },
): Promise<void> {
  const rows = keys.map(({ directory, externalId }) => ({
    organization_id: organizationId,
    directory,
    external_id: externalId,
    member_id: memberId,
    linked_by: linkedBy,
    created_at: toInstant(now),
  }));
  await inBatches(rows, (batch) =>
    trx
      .insertInto('account_links')
      .values(batch)
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'directory', 'external_id']).doUpdateSet((eb) => ({
          member_id: eb.ref('excluded.member_id'),
          linked_by: eb.ref('excluded.linked_by'),
          created_at: eb.ref('excluded.created_at'),
        })),
      )
      .execute(),
  );
}

/** Returns whether there was one. */
export async function deleteAccountLink(
  trx: Trx,
  organizationId: OrganizationId,
  { directory, externalId }: AccountKey,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('account_links')
    .where('organization_id', '=', organizationId)
    .where('directory', '=', directory)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Whose accounts these are by a link: external id → member. */
export async function findLinkedOwners(
  db: Db,
  organizationId: OrganizationId,
  { directory, externalIds }: { directory: string; externalIds: readonly string[] },
): Promise<ReadonlyMap<string, MemberId>> {
  const owners = new Map<string, MemberId>();
  await inBatches(externalIds, async (batch) => {
    const rows = await db
      .selectFrom('account_links')
      .select(['external_id', 'member_id'])
      .where('organization_id', '=', organizationId)
      .where('directory', '=', directory)
      .where('external_id', 'in', batch)
      .execute();
    for (const row of rows) owners.set(row.external_id, row.member_id);
  });
  return owners;
}

/** The accounts that were linked to this member. */
export async function listLinksOfMember(
  db: Db,
  organizationId: OrganizationId,
  memberId: MemberId,
): Promise<AccountKey[]> {
  const rows = await db
    .selectFrom('account_links')
    .select(['directory', 'external_id'])
    .where('organization_id', '=', organizationId)
    .where('member_id', '=', memberId)
    .orderBy('directory')
    .orderBy('external_id')
    .execute();
  return rows.map(({ directory, external_id }) => ({ directory, externalId: external_id }));
}
