import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AccountReading,
  deleteAccount,
  findAccount,
  listAccountsOfMember,
  upsertAccount,
} from '../../../src/db/account-repository.ts';
import { getMember } from '../../../src/db/member-repository.ts';
import { refreshMfaStatus } from '../../../src/db/member-status-repository.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { addMember, createOrganization, minutesAfter, NOON } from './world.ts';

describe.each(dialects)('accounts on %s', (dialect) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(dialect);
  });
  afterAll(() => database.drop());

  it('of one member make one status: disabled before unknown before enabled, with the weakest method', async () => {
    const { db } = database.handle;
    const { id } = await createOrganization(db);
    const ada = await addMember(db, id);
    const base = { memberId: ada.id, externalId: 'A', statusReadAt: NOON, readingId: null };
    const write = (account: Pick<AccountReading, 'directory' | 'status' | 'method'>) =>
      inTransaction(database.handle, async (trx) => {
        const change = await upsertAccount(trx, id, { ...base, ...account });
        await refreshMfaStatus(trx, id, [ada.id]);
        const { mfaStatus, mfaMethod } = await getMember(trx, id, ada.id, NOON);
        return { ...change, mfaStatus, mfaMethod };
      });
    expect(await write({ directory: 'slack', status: 'enabled', method: 'key' })).toEqual({
      ...{ before: null, after: 'enabled', mfaStatus: 'enabled', mfaMethod: 'key' },
    });
    expect(await write({ directory: 'github', status: 'unknown', method: null })).toMatchObject({
      mfaStatus: 'unknown',
    });
    expect(await write({ directory: 'github', status: 'enabled', method: 'sms' })).toEqual({
      ...{ before: 'unknown', after: 'enabled', mfaStatus: 'enabled', mfaMethod: 'sms' },
    });
    expect(await write({ directory: 'slack', status: 'disabled', method: null })).toMatchObject({
      mfaStatus: 'disabled',
    });
    const accounts = await listAccountsOfMember(db, id, ada.id);
    expect(accounts.map(({ directory, status }) => `${directory} ${status}`)).toEqual([
      'github enabled',
      'slack disabled',
    ]);
    await inTransaction(database.handle, async (trx) => {
      for (const account of accounts) await deleteAccount(trx, id, account.id);
      await refreshMfaStatus(trx, id, [ada.id]);
    });
    expect(await getMember(db, id, ada.id, NOON)).toMatchObject({ mfaStatus: null, mfaMethod: null });
  });

  it('are one per directory and external id, and keep when they were read', async () => {
    const { db } = database.handle;
    const { id } = await createOrganization(db);
    const ada = await addMember(db, id);
    const account = { memberId: ada.id, directory: 'slack', externalId: 'X', status: 'enabled', method: null } as const;
    for (const minute of [1, 2]) {
      await inTransaction(database.handle, (trx) =>
        upsertAccount(trx, id, { ...account, statusReadAt: minutesAfter(minute), readingId: null }),
      );
    }
    expect(await listAccountsOfMember(db, id, ada.id)).toHaveLength(1);
    const found = await findAccount(db, id, { directory: 'slack', externalId: 'X' });
    expect(found).toMatchObject({ ...account, statusReadAt: minutesAfter(2) });
    expect(await findAccount(db, id, { directory: 'github', externalId: 'X' })).toBeNull();
    const elsewhere = await createOrganization(db);
    expect(await findAccount(db, elsewhere.id, { directory: 'slack', externalId: 'X' })).toBeNull();
  });
});
