import type { Selectable } from 'kysely';
import { type AccountIdentity, NO_IDENTITY } from '../domain/account.ts';
import type { AccountId, MemberId, OrganizationId, ReadingId } from '../domain/ids.ts';
import type { MfaMethod, MfaStatus } from '../domain/mfa.ts';
import { inBatches } from './batches.ts';
import type { Db, Trx } from './database.ts';
import { newId } from './ids.ts';
import type { AccountTable } from './schema.ts';
import { fromInstant, toFlag, toInstant } from './values.ts';

export interface Account {
  id: AccountId;
  memberId: MemberId;
  directory: string;
  externalId: string;
  status: MfaStatus;
  method: MfaMethod | null;
  statusReadAt: Date;
  readingId: ReadingId | null;
  /** An owner or administrator of the directory itself. */
  isOwner: boolean;
  identity: AccountIdentity;
}

/** What was read of one account; `readingId` is `null` where it was asked for alone. */
export type AccountReading = Omit<Account, 'id' | 'isOwner' | 'identity'> & {
  isOwner?: boolean | undefined;
  /** Absent: the directory does not say whose it is. */
  identity?: AccountIdentity;
};

function toAccount(row: Selectable<AccountTable>): Account {
  return {
    id: row.id,
    memberId: row.member_id,
    directory: row.directory,
    externalId: row.external_id,
    status: row.mfa_status,
    method: row.mfa_method,
    statusReadAt: fromInstant(row.status_read_at),
    readingId: row.reading_id,
    isOwner: row.is_owner === 1,
    identity: { name: row.name, email: row.email, login: row.login },
  };
}

function selectAccounts(db: Db, organizationId: OrganizationId) {
  return db.selectFrom('accounts').selectAll().where('organization_id', '=', organizationId);
}

export function listAccountsOfMember(db: Db, organizationId: OrganizationId, memberId: MemberId): Promise<Account[]> {
  return listAccountsOfMembers(db, organizationId, [memberId]);
}

export async function listAccountsOfMembers(
  db: Db,
  organizationId: OrganizationId,
  memberIds: readonly MemberId[],
): Promise<Account[]> {
  const accounts: Account[] = [];
  await inBatches(memberIds, async (batch) => {
    const rows = await selectAccounts(db, organizationId).where('member_id', 'in', batch).execute();
    accounts.push(...rows.map(toAccount));
  });
  // With an `order by`, SQLite would rather read every account of the organization in order than these few.
  return accounts.sort((a, b) => compare(a.directory, b.directory) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

export async function findAccount(
  db: Db,
  organizationId: OrganizationId,
  { directory, externalId }: { directory: string; externalId: string },
): Promise<Account | null> {
  const row = await selectAccounts(db, organizationId)
    .where('directory', '=', directory)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return row ? toAccount(row) : null;
}

function toRow(organizationId: OrganizationId, account: AccountReading) {
  return {
    id: newId('account'),
    organization_id: organizationId,
    member_id: account.memberId,
    directory: account.directory,
    external_id: account.externalId,
    mfa_status: account.status,
    mfa_method: account.method,
    status_read_at: toInstant(account.statusReadAt),
    reading_id: account.readingId,
    is_owner: toFlag(account.isOwner === true),
    ...(account.identity ?? NO_IDENTITY),
    created_at: toInstant(account.statusReadAt),
  };
}

/** Writes what was read of one account, and says what was known before: `null` for a new one. */
export async function upsertAccount(
  trx: Trx,
  organizationId: OrganizationId,
  account: AccountReading,
): Promise<{ before: MfaStatus | null; after: MfaStatus }> {
  const before = await findAccount(trx, organizationId, account);
  await upsertAccounts(trx, organizationId, [account]);
  return { before: before?.status ?? null, after: account.status };
}

/** Many at once; an answer that is older than what is known changes nothing. No account may be in the list twice. */
export async function upsertAccounts(
  trx: Trx,
  organizationId: OrganizationId,
  accounts: readonly AccountReading[],
): Promise<void> {
  const rows = accounts.map((account) => toRow(organizationId, account));
  await inBatches(rows, (batch) =>
    trx
      .insertInto('accounts')
      .values(batch)
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'directory', 'external_id'])
          .doUpdateSet((eb) => ({
            member_id: eb.ref('excluded.member_id'),
            mfa_status: eb.ref('excluded.mfa_status'),
            mfa_method: eb.ref('excluded.mfa_method'),
            status_read_at: eb.ref('excluded.status_read_at'),
            reading_id: eb.ref('excluded.reading_id'),
            is_owner: eb.ref('excluded.is_owner'),
            name: eb.ref('excluded.name'),
            email: eb.ref('excluded.email'),
            login: eb.ref('excluded.login'),
          }))
          .whereRef('accounts.status_read_at', '<=', 'excluded.status_read_at'),
      )
      .execute(),
  );
}

/** Gives accounts to another member; their status is as old as it was. */
export async function moveAccount(
  trx: Trx,
  organizationId: OrganizationId,
  id: AccountId,
  memberId: MemberId,
): Promise<void> {
  await trx
    .updateTable('accounts')
    .set({ member_id: memberId })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

export async function deleteAccount(trx: Trx, organizationId: OrganizationId, id: AccountId): Promise<void> {
  await trx.deleteFrom('accounts').where('organization_id', '=', organizationId).where('id', '=', id).execute();
}
