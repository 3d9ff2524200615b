import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { updateMember } from '../../../src/db/member-repository.ts';
import {
  claimReading,
  clearStaged,
  listStagedAccountChanges,
  listStagedAccounts,
  listStagedPeople,
  listVanishedAccounts,
  listVanishedMembers,
  measureReadingEffect,
  type Reading,
  requestReading,
  type StagedAccount,
  type StagedPerson,
  stageAccounts,
  stagePeople,
} from '../../../src/db/reading-repository.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import type { OrganizationId } from '../../../src/domain/ids.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { addStandings, createOrganization, minutesAfter, NOON } from './world.ts';

function person(slackUserId: string, deactivated = false): StagedPerson {
  return { slackUserId, name: slackUserId, email: null, timeZone: null, role: 'member', deactivated };
}
function account(externalId: string, status: StagedAccount['status']): StagedAccount {
  return { externalId, slackUserId: externalId, email: null, status, method: null };
}

describe.each(dialects)('a staged pass on %s', (dialect) => {
  let database: TestDatabase;
  let organizationId: OrganizationId;
  let reading: Reading;
  beforeAll(async () => {
    database = await createDatabase(dialect);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    const { db } = database.handle;
    organizationId = (await createOrganization(db)).id;
    await inTransaction(database.handle, (trx) =>
      requestReading(trx, organizationId, { directory: 'slack', trigger: 'schedule', now: NOON }),
    );
    const claimed = await claimReading(db, organizationId, { now: NOON, machineNow: NOON, leaseMs: 60_000 });
    if (claimed === null) throw new Error('not claimed');
    reading = claimed;
  });

  it('says how many it would turn unknown or deactivate, of how many', async () => {
    const { db } = database.handle;
    await addStandings(
      database.handle,
      organizationId,
      [
        { slackUserId: 'U1', status: 'enabled' },
        { slackUserId: 'U2', status: 'disabled' },
        { slackUserId: 'U3', status: 'enabled' },
        { slackUserId: 'U4', status: 'unknown' },
        { slackUserId: 'U5', status: 'enabled', state: 'pending' },
        { slackUserId: 'U6', status: 'enabled' },
        { slackUserId: 'U7', status: 'enabled', state: 'deactivated' },
        { slackUserId: null, status: 'enabled' },
      ],
      minutesAfter(-5),
    );
    const here = ['U1', 'U2', 'U3', 'U4'].map((id) => person(id));
    await stagePeople(db, reading, [...here, person('U6', true), person('U8')]);
    await stageAccounts(db, reading, [account('U1', 'enabled'), account('U2', 'unknown'), account('U4', 'unknown')]);
    expect(await measureReadingEffect(db, reading)).toEqual({
      ...{ members: 6, vanish: 2 },
      // U2 says so, U3 and the one without Slack are absent; U5 and U6 leave.
      ...{ known: 4, turnUnknown: 3 },
    });
    const vanished = await listVanishedMembers(db, reading, { limit: 10, now: NOON });
    expect(vanished.map(({ slackUserId }) => slackUserId)).toEqual(['U5']);
  });

  it('of an empty organization changes nothing', async () => {
    const effect = await measureReadingEffect(database.handle.db, reading);
    expect(effect).toEqual({ members: 0, vanish: 0, known: 0, turnUnknown: 0 });
  });

  it('names the accounts that differ, and those of people who came back meanwhile, but not newer single answers', async () => {
    const { db } = database.handle;
    const before = minutesAfter(-5);
    await addStandings(
      database.handle,
      organizationId,
      [
        { slackUserId: 'U1', status: 'enabled' },
        { slackUserId: 'U2', status: 'disabled' },
        { slackUserId: 'U3', status: 'enabled', method: 'sms' },
        { slackUserId: 'U9', status: 'enabled' },
      ],
      before,
    );
    const [back] = await addStandings(
      database.handle,
      organizationId,
      [{ slackUserId: 'U5', status: 'enabled' }],
      before,
    );
    if (back === undefined) throw new Error('not added');
    await updateMember(db, organizationId, back, { state: 'deactivated' }, before);
    await updateMember(db, organizationId, back, { state: 'active' }, minutesAfter(1));
    await addStandings(database.handle, organizationId, [{ slackUserId: 'U6', status: 'disabled' }], minutesAfter(1));
    await stageAccounts(
      db,
      reading,
      ['U1', 'U2', 'U3', 'U4', 'U5', 'U6'].map((id) => account(id, 'enabled')),
    );
    const page = { limit: 10 };
    const changes = await listStagedAccountChanges(db, { ...reading, startedAt: NOON }, page);
    expect(changes.map(({ externalId }) => externalId)).toEqual(['U2', 'U3', 'U4', 'U5']);
    const gone = await listVanishedAccounts(db, { ...reading, startedAt: NOON }, page);
    expect(gone.map(({ externalId }) => externalId)).toEqual(['U9']);
  });

  it('is read back page by page, each person once, and cleared', async () => {
    const { db } = database.handle;
    const ids = Array.from({ length: 950 }, (_, index) => `U${String(index).padStart(4, '0')}`);
    await stagePeople(db, reading, [...ids.map((id) => person(id)), person('U0000')]);
    await stagePeople(db, reading, [person('U0001', true)]);
    await stageAccounts(
      db,
      reading,
      ids.map((id) => account(id, 'enabled')),
    );
    const people: StagedPerson[] = [];
    const accounts: StagedAccount[] = [];
    for (let after: string | undefined; people.length < ids.length; after = people.at(-1)?.slackUserId) {
      people.push(...(await listStagedPeople(db, reading, { limit: 400, after })));
      accounts.push(...(await listStagedAccounts(db, reading, { limit: 400, after })));
    }
    expect(people.map(({ slackUserId }) => slackUserId)).toEqual(ids);
    expect(accounts.map(({ externalId }) => externalId)).toEqual(ids);
    expect(people[1]).toEqual(person('U0001', true));
    await clearStaged(db, reading);
    expect(await listStagedPeople(db, reading, { limit: 1 })).toEqual([]);
    expect(await listStagedAccounts(db, reading, { limit: 1 })).toEqual([]);
  });
});
