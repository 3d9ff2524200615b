import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  countMembers,
  listMembers,
  listMissing,
  listOwners,
  type MemberFilter,
} from '../../../src/db/member-list-repository.ts';
import {
  findMember,
  findMemberByEmail,
  findMemberBySlackId,
  findMembersBySlackIds,
  getMember,
  insertMembers,
  lockMember,
  type Member,
  setDmChannel,
  updateMember,
} from '../../../src/db/member-repository.ts';
import { MEMBER_FILTERS } from '../../../src/db/member-selection.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import type { OrganizationId } from '../../../src/domain/ids.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { addMember, addStandings, createOrganization, exempt, minutesAfter, NOON, newMember } from './world.ts';

describe.each(dialects)('members on %s', (dialect) => {
  let database: TestDatabase;
  let organizationId: OrganizationId;
  beforeAll(async () => {
    database = await createDatabase(dialect);
  });
  beforeEach(async () => {
    organizationId = (await createOrganization(database.handle.db)).id;
  });
  afterAll(() => database.drop());

  it('are found by id, by Slack id and by address, in their own organization only', async () => {
    const { db } = database.handle;
    const ada = await addMember(db, organizationId, { email: 'Ada@Example.org', timeZone: 'Europe/Paris' });
    expect(ada).toMatchObject({
      id: ada.memberId,
      email: 'ada@example.org',
      exempt: false,
      mfaStatus: null,
      createdAt: NOON,
    });
    expect(await findMember(db, organizationId, ada.id, NOON)).toEqual(ada);
    expect(await findMemberBySlackId(db, organizationId, ada.slackUserId ?? '', NOON)).toEqual(ada);
    expect(await findMemberByEmail(db, organizationId, ' ADA@example.org', NOON)).toEqual(ada);
    const elsewhere = (await createOrganization(db)).id;
    expect(await findMember(db, elsewhere, ada.id, NOON)).toBeNull();
    expect(await findMemberBySlackId(db, elsewhere, ada.slackUserId ?? '', NOON)).toBeNull();
    expect(await findMemberByEmail(db, elsewhere, 'ada@example.org', NOON)).toBeNull();
    await expect(getMember(db, elsewhere, ada.id, NOON)).rejects.toThrow(ada.id);
  });

  it('with one address are told apart: people before bare accounts, those who are there before those who left', async () => {
    const { db } = database.handle;
    const email = 'shared@example.org';
    await addMember(db, organizationId, { email, state: 'deactivated' });
    await addMember(db, organizationId, { email, slackUserId: null });
    const here = await addMember(db, organizationId, { email });
    expect((await findMemberByEmail(db, organizationId, email, NOON))?.id).toBe(here.id);
  });

  it('are found many at a time', async () => {
    const people = Array.from({ length: 1_000 }, () => newMember());
    await insertMembers(database.handle.db, organizationId, people, NOON);
    const ids = people.map(({ slackUserId }) => slackUserId ?? '');
    const found = await findMembersBySlackIds(database.handle.db, organizationId, [...ids, 'U0'], NOON);
    expect(new Set(found.map(({ slackUserId }) => slackUserId))).toEqual(new Set(ids));
  });

  it('keep since when they are pending, and when they came back', async () => {
    const { db } = database.handle;
    const { id } = await addMember(db, organizationId, { name: 'Ada' });
    const change = async (state: Member['state'], minute: number) => {
      await updateMember(db, organizationId, id, { state }, minutesAfter(minute));
      const { pendingSince, appearedAt } = await getMember(db, organizationId, id, NOON);
      return { pendingSince, appearedAt };
    };
    expect(await change('pending', 1)).toEqual({ pendingSince: minutesAfter(1), appearedAt: NOON });
    expect(await change('pending', 2)).toEqual({ pendingSince: minutesAfter(1), appearedAt: NOON });
    expect(await change('active', 3)).toEqual({ pendingSince: null, appearedAt: NOON });
    expect(await change('deactivated', 4)).toEqual({ pendingSince: null, appearedAt: NOON });
    expect(await change('pending', 5)).toEqual({ pendingSince: minutesAfter(5), appearedAt: minutesAfter(5) });
  });

  it('change only what a patch names', async () => {
    const { db } = database.handle;
    const ada = await addMember(db, organizationId, { name: 'Ada', email: 'ada@example.org' });
    await updateMember(db, organizationId, ada.id, { name: 'Zoë', role: 'admin' }, NOON);
    await setDmChannel(db, organizationId, ada.id, 'D1');
    const expected = { ...ada, name: 'Zoë', role: 'admin', dmChannelId: 'D1' };
    expect(await getMember(db, organizationId, ada.id, NOON)).toEqual(expected);
    expect(await inTransaction(database.handle, (trx) => lockMember(trx, organizationId, ada.id, NOON))).toEqual(
      expected,
    );
    await updateMember(db, organizationId, ada.id, { email: null }, NOON);
    expect((await getMember(db, organizationId, ada.id, NOON)).email).toBeNull();
  });

  it('who own the organization are listed with the primary owner first, without those who left', async () => {
    const { db } = database.handle;
    await addMember(db, organizationId, { name: 'Ben', role: 'owner' });
    await addMember(db, organizationId, { name: 'anna', role: 'owner' });
    await addMember(db, organizationId, { name: 'Zed', role: 'primary_owner' });
    await addMember(db, organizationId, { role: 'owner', state: 'deactivated' });
    await addMember(db, organizationId, { role: 'admin' });
    expect((await listOwners(db, organizationId, NOON)).map(({ name }) => name)).toEqual(['Zed', 'anna', 'Ben']);
  });

  it('are listed by name without regard to case, each once, a page at a time, even when 1,000 share a name', async () => {
    const { db } = database.handle;
    const names = ['émile', 'Zoë', 'adam', 'Eve', ...Array.from({ length: 1_000 }, () => 'Alex')];
    await insertMembers(
      db,
      organizationId,
      names.map((name) => newMember({ name })),
      NOON,
    );
    const seen: Member[] = [];
    for (;;) {
      const after = seen.at(-1);
      const page = await listMembers(db, organizationId, { filter: 'all', limit: 73, after }, NOON);
      if (page.length === 0) break;
      seen.push(...page);
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(1_004);
    expect(seen.map(({ name }) => name).filter((name) => name !== 'Alex')).toEqual(['adam', 'Eve', 'Zoë', 'émile']);
    expect(seen.filter(({ name }) => name === 'Alex')).toHaveLength(1_000);
  });

  it('are filtered as the tally counts them', async () => {
    const { db } = database.handle;
    const [sponsor, , , , , onLeave] = await addStandings(database.handle, organizationId, [
      { name: 'enabled', status: 'enabled' },
      { name: 'missing', status: 'disabled' },
      { name: 'unknown', status: 'unknown' },
      { name: 'pending', status: 'disabled', state: 'pending' },
      { name: 'out_of_scope', status: null },
      { name: 'exempt', status: 'disabled' },
      { name: 'left', status: 'disabled', state: 'deactivated' },
    ]);
    if (!sponsor || !onLeave) throw new Error('not added');
    await exempt(db, organizationId, onLeave, sponsor, { startsAt: NOON, endsAt: minutesAfter(10) });
    const namesOf = async (filter: MemberFilter, now: Date) => {
      const members = await listMembers(db, organizationId, { filter, limit: 100 }, now);
      expect(await countMembers(db, organizationId, filter, now)).toBe(members.length);
      return members.map(({ name }) => name);
    };
    const aboutMfa = MEMBER_FILTERS.filter((each) => !['all', 'unmatched', 'ambiguous', 'linked'].includes(each));
    for (const filter of aboutMfa) expect(await namesOf(filter, NOON)).toEqual([filter]);
    expect(await namesOf('all', NOON)).toEqual(['enabled', 'exempt', 'missing', 'out_of_scope', 'pending', 'unknown']);
    expect(await namesOf('missing', minutesAfter(10))).toEqual(['exempt', 'missing']);
    expect(await namesOf('exempt', minutesAfter(10))).toEqual([]);
  });

  it('who are missing come before those who are unknown, with a limit', async () => {
    const { db } = database.handle;
    await addStandings(database.handle, organizationId, [
      { name: 'a', status: 'unknown' },
      { name: 'B', status: 'disabled' },
      { name: 'c', status: 'disabled' },
      { name: 'd', status: 'enabled' },
    ]);
    const list = async (limit: number) => {
      const missing = await listMissing(db, organizationId, NOON, { limit });
      return missing.map(({ person, status }) => `${person.name} ${status}`);
    };
    expect(await list(20)).toEqual(['B disabled', 'c disabled', 'a unknown']);
    expect(await list(2)).toEqual(['B disabled', 'c disabled']);
  });
});
