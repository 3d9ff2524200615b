import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  closeEnforceRequest,
  findEnforceRequest,
  insertEnforceRequest,
  listWaitingEnforceRequests,
  lockEnforceRequest,
} from '../../../src/db/enforce-request-repository.ts';
import { getEnforcement, lockEnforcement, saveEnforcement } from '../../../src/db/enforcement-repository.ts';
import {
  deleteGrant,
  deleteGrantsOfMember,
  insertGrant,
  listGrants,
  listGrantsOf,
  listUserGroupGrants,
} from '../../../src/db/grant-repository.ts';
import { newId } from '../../../src/db/ids.ts';
import type { Member } from '../../../src/db/member-repository.ts';
import {
  clearAway,
  ensureOrganization,
  findOrganization,
  findOrganizationByTeam,
  markAway,
} from '../../../src/db/organization-repository.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import type { OrganizationId } from '../../../src/domain/ids.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { addMember, createOrganization, minutesAfter, NOON } from './world.ts';

describe.each(dialects)('an organization on %s', (dialect) => {
  let database: TestDatabase;
  let organizationId: OrganizationId;
  let owner: Member;
  beforeAll(async () => {
    database = await createDatabase(dialect);
  });
  beforeEach(async () => {
    organizationId = (await createOrganization(database.handle.db)).id;
    owner = await addMember(database.handle.db, organizationId, { role: 'owner' });
  });
  afterAll(() => database.drop());

  it('is one per Slack team, takes the new name, and starts with enforcement off', async () => {
    const { db } = database.handle;
    const team = { slackTeamId: `T${organizationId}`, now: NOON };
    const first = await ensureOrganization(db, { ...team, name: 'Old' });
    const second = await ensureOrganization(db, { ...team, name: 'New', now: minutesAfter(5) });
    expect(second).toEqual({ ...first, name: 'New' });
    expect(await findOrganizationByTeam(db, team.slackTeamId)).toEqual(second);
    expect(await getEnforcement(db, first.id)).toEqual({
      ...{ state: 'off', armed: false, revision: 0, since: NOON, changedBy: null },
    });
  });

  it('is away once, and comes back once', async () => {
    const mark = () =>
      inTransaction(database.handle, (trx) => markAway(trx, organizationId, { at: NOON, reason: 'app_uninstalled' }));
    expect(await mark()).toBe(true);
    expect(await mark()).toBe(false);
    const away = { since: NOON, reason: 'app_uninstalled' };
    expect(await findOrganization(database.handle.db, organizationId)).toMatchObject({ away });
    const clear = () => inTransaction(database.handle, (trx) => clearAway(trx, organizationId));
    expect(await clear()).toBe(true);
    expect(await clear()).toBe(false);
  });

  it('raises the revision of enforcement with every change', async () => {
    const { db } = database.handle;
    const states = [
      { state: 'on' },
      { state: 'paused', until: minutesAfter(60) },
      { state: 'off', armed: true },
      { state: 'scheduled', until: minutesAfter(90) },
    ] as const;
    for (const [index, state] of states.entries()) {
      const next = { ...state, since: minutesAfter(index), changedBy: owner.id };
      const saved = await inTransaction(database.handle, (trx) => saveEnforcement(trx, organizationId, next));
      expect(saved).toEqual({ ...next, revision: index + 1 });
      expect(await getEnforcement(db, organizationId)).toEqual(saved);
    }
  });

  it('lets one decide after the other', async () => {
    const raise = () =>
      inTransaction(database.handle, async (trx) => {
        const { revision } = await lockEnforcement(trx, organizationId);
        const saved = await saveEnforcement(trx, organizationId, { state: 'on', since: NOON, changedBy: null });
        expect(saved.revision).toBe(revision + 1);
      });
    await Promise.all(Array.from({ length: 8 }, raise));
    expect(await getEnforcement(database.handle.db, organizationId)).toMatchObject({ revision: 8 });
  });

  it('keeps requests to enforce until they are decided, once', async () => {
    const { db } = database.handle;
    const request = {
      ...{ actorId: owner.id, revision: 3, confirmedExempt: null, viewId: 'V1' },
      readingIds: [newId('reading')],
    };
    const [later, earlier] = [newId('enforceRequest'), newId('enforceRequest')];
    await insertEnforceRequest(db, organizationId, { ...request, id: later, submittedAt: minutesAfter(1) });
    await insertEnforceRequest(db, organizationId, { ...request, id: earlier, submittedAt: NOON });
    const waiting = await listWaitingEnforceRequests(db, organizationId);
    expect(waiting.map(({ id }) => id)).toEqual([earlier, later]);
    expect(waiting[0]).toMatchObject({ ...request, organizationId, state: 'waiting', submittedAt: NOON });
    const close = (state: 'refused' | 'cancelled') =>
      inTransaction(database.handle, async (trx) => {
        await lockEnforceRequest(trx, organizationId, earlier);
        return closeEnforceRequest(trx, organizationId, earlier, { state, refusalCode: 'not_ready', at: NOON });
      });
    expect((await Promise.all([close('refused'), close('cancelled')])).filter(Boolean)).toHaveLength(1);
    expect(await listWaitingEnforceRequests(db, organizationId)).toHaveLength(1);
    expect(await findEnforceRequest(db, organizationId, earlier)).toMatchObject({ decidedAt: NOON });
    const elsewhere = await createOrganization(db);
    expect(await findEnforceRequest(db, elsewhere.id, earlier)).toBeNull();
  });

  it('grants a permission once, and takes it back', async () => {
    const { db } = database.handle;
    const ada = await addMember(db, organizationId);
    const toAda = { subjectType: 'member', subjectId: ada.id, permission: 'enforce' } as const;
    const toGroup = { subjectType: 'usergroup', subjectId: 'S1', permission: 'remind' } as const;
    const grant = (to: typeof toAda | typeof toGroup) =>
      insertGrant(db, organizationId, { ...to, grantedBy: owner.id, now: NOON });
    expect(await grant(toAda)).toMatchObject({ ...toAda, grantedBy: owner.id, createdAt: NOON });
    expect(await grant(toAda)).toBeNull();
    expect(await grant(toGroup)).toMatchObject(toGroup);
    expect(await listGrants(db, organizationId)).toHaveLength(2);
    expect(await listGrantsOf(db, organizationId, ada.id)).toMatchObject([toAda]);
    expect(await listUserGroupGrants(db, organizationId)).toMatchObject([toGroup]);
    expect(await deleteGrant(db, organizationId, toGroup)).toMatchObject(toGroup);
    expect(await deleteGrant(db, organizationId, toGroup)).toBeNull();
    const voided = () => inTransaction(database.handle, (trx) => deleteGrantsOfMember(trx, organizationId, ada.id));
    expect([await voided(), await voided()]).toEqual([1, 0]);
  });

  it('never grants `enforce` to a user group', async () => {
    const grant = { subjectType: 'usergroup', subjectId: 'S1', permission: 'enforce', grantedBy: owner.id } as const;
    await expect(insertGrant(database.handle.db, organizationId, { ...grant, now: NOON })).rejects.toThrow(/grants/);
  });
});
