import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  deleteAccountLink,
  findLinkedOwners,
  insertAccountLinks,
  listLinksOfMember,
} from '../../../src/db/account-link-repository.ts';
import { countMembers, listMembers } from '../../../src/db/member-list-repository.ts';
import type { MemberFilter } from '../../../src/db/member-selection.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { addMember, createOrganization, NOON } from './world.ts';

describe.each(dialects)('links by hand on %s', (dialect) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(dialect);
  });
  afterAll(() => database.drop());

  it('name one owner of an account, the last one said, until they are taken back', async () => {
    const { handle } = database;
    const { id } = await createOrganization(handle.db);
    const [ada, ben] = [await addMember(handle.db, id), await addMember(handle.db, id)];
    const key = { directory: 'github', externalId: '1' };
    const link = (memberId: typeof ada.id) =>
      inTransaction(handle, (trx) => insertAccountLinks(trx, id, [key], { memberId, linkedBy: ben.id, now: NOON }));
    await link(ben.id);
    await link(ada.id);
    const owners = (directory: string) => findLinkedOwners(handle.db, id, { directory, externalIds: ['1', '2'] });
    expect([...(await owners('github'))]).toEqual([['1', ada.id]]);
    expect((await owners('okta')).size).toBe(0);
    expect(await listLinksOfMember(handle.db, id, ada.id)).toEqual([key]);
    expect(await listLinksOfMember(handle.db, id, ben.id)).toEqual([]);
    const remove = () => inTransaction(handle, (trx) => deleteAccountLink(trx, id, key));
    expect([await remove(), await remove()]).toEqual([true, false]);
  });

  it('are found by lists: who is linked, which accounts are of nobody, and which may be of several', async () => {
    const { handle } = database;
    const { id } = await createOrganization(handle.db);
    const add = (name: string, email: string | null, patch = {}) => addMember(handle.db, id, { name, email, ...patch });
    const ada = await add('ada', 'ada@example.org');
    await add('twin 1', 'twins@example.org');
    await add('twin 2', 'twins@example.org');
    await add('left', 'ada@example.org', { state: 'deactivated' });
    const account = { slackUserId: null };
    await add('account of nobody', null, account);
    await add('account of one', 'ada@example.org', account);
    await add('account of a twin', 'twins@example.org', account);
    await add('account that is gone', null, { ...account, state: 'deactivated' });
    const keys = [{ directory: 'github', externalId: '7' }];
    await inTransaction(handle, (trx) =>
      insertAccountLinks(trx, id, keys, { memberId: ada.id, linkedBy: ada.id, now: NOON }),
    );
    const namesOf = async (filter: MemberFilter) => {
      const members = await listMembers(handle.db, id, { filter, limit: 10 }, NOON);
      expect(await countMembers(handle.db, id, filter, NOON)).toBe(members.length);
      return members.map(({ name }) => name);
    };
    expect(await namesOf('unmatched')).toEqual(['account of nobody', 'account of one']);
    expect(await namesOf('ambiguous')).toEqual(['account of a twin']);
    expect(await namesOf('linked')).toEqual(['ada']);
  });
});
