import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseHandle } from '../../../src/db/database.ts';
import {
  acceptInvitation,
  countInvitationsSince,
  countOpenInvitations,
  expireInvitations,
  findOpenInvitation,
  hasOpenInvitations,
  insertInvitation,
  listOpenInvitations,
  noteInvitationSent,
  withdrawInvitation,
} from '../../../src/db/invitation-repository.ts';
import {
  cancelInvitationTasks,
  claimInvitationTask,
  endInvitationTask,
  insertInvitationTasks,
  listDueInvitationTasks,
  listInvitationTasks,
} from '../../../src/db/invitation-task-repository.ts';
import { clearAway, markAway } from '../../../src/db/organization-repository.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { addMember, createOrganization, minutesAfter, NOON } from './world.ts';

const LEASE = { leaseMs: 60_000 };
const at = (minutes: number) => ({ now: minutesAfter(minutes), machineNow: minutesAfter(minutes) });

async function createWorld(handle: DatabaseHandle) {
  const { id: organizationId } = await createOrganization(handle.db);
  const ben = await addMember(handle.db, organizationId, { name: 'Ben' });
  const add = (email: string, minute = 0) =>
    inTransaction(handle, (trx) => {
      const span = { now: minutesAfter(minute), expiresAt: minutesAfter(minute + 60) };
      return insertInvitation(trx, organizationId, { email, invitedBy: ben.id, ...span });
    });
  return { organizationId, ben, add };
}

describe.each(dialects)('invitations on %s', (dialect) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(dialect);
  });
  afterAll(() => database.drop());

  it('are found by address, whatever its case, while they are open; each ends once', async () => {
    const { handle } = database;
    const { organizationId, ben, add } = await createWorld(handle);
    const find = (minute: number) =>
      findOpenInvitation(handle.db, organizationId, { email: 'New@Example.org' }, minutesAfter(minute));
    const id = await add(' NEW@example.org');
    expect(await find(59)).toMatchObject({ id, email: 'new@example.org', invitedBy: ben.id, sentAt: NOON });
    expect(await find(60)).toBeNull();
    const accept = () => inTransaction(handle, (trx) => acceptInvitation(trx, organizationId, id, ben.id));
    expect([await accept(), await accept()]).toEqual([true, false]);
    expect(await find(1)).toBeNull();
    expect(await inTransaction(handle, (trx) => withdrawInvitation(trx, organizationId, id, NOON))).toBe(false);
    expect(await hasOpenInvitations(handle.db, organizationId, NOON)).toBe(false);
  });

  it('are listed newest first, and expire once, some at a time', async () => {
    const { handle } = database;
    const { organizationId, add } = await createWorld(handle);
    const ids = [await add('a@example.org', 0), await add('b@example.org', 1), await add('c@example.org', 90)];
    await inTransaction(handle, (trx) => withdrawInvitation(trx, organizationId, ids[1] ?? 'inv_', minutesAfter(2)));
    const list = (minute: number) =>
      listOpenInvitations(handle.db, organizationId, { limit: 5, offset: 0, now: minutesAfter(minute) });
    expect((await list(30)).map(({ id }) => id)).toEqual([ids[2], ids[0]]);
    expect((await list(100)).map(({ id }) => id)).toEqual([ids[2]]);
    expect(await countOpenInvitations(handle.db, organizationId, minutesAfter(30))).toBe(2);
    const expire = () =>
      inTransaction(handle, (trx) => expireInvitations(trx, organizationId, { now: minutesAfter(100), limit: 5 }));
    expect([await expire(), await expire()]).toEqual([[ids[0]], []]);
  });

  it('count by when they went out last, withdrawn ones too', async () => {
    const { handle } = database;
    const { organizationId, add } = await createWorld(handle);
    const first = await add('a@example.org', 0);
    await add('b@example.org', 10);
    const count = (minute: number) => countInvitationsSince(handle.db, organizationId, minutesAfter(minute));
    expect([await count(-1), await count(5)]).toEqual([2, 1]);
    await inTransaction(handle, (trx) => noteInvitationSent(trx, organizationId, first, minutesAfter(20)));
    await inTransaction(handle, (trx) => withdrawInvitation(trx, organizationId, first, minutesAfter(21)));
    expect([await count(5), await count(15), await count(20)]).toEqual([2, 1, 0]);
  });

  it('have work that one worker takes at a time, and again when its lease is over', async () => {
    const { handle } = database;
    const { organizationId, add } = await createWorld(handle);
    const invitationId = await add('a@example.org');
    await inTransaction(handle, (trx) =>
      insertInvitationTasks(trx, organizationId, { invitationId, directories: [null, 'github'], now: NOON }),
    );
    const ours = await listInvitationTasks(handle.db, organizationId, [invitationId]);
    expect(ours.map(({ directory, state }) => [directory, state])).toEqual([
      [null, 'due'],
      ['github', 'due'],
    ]);
    const due = async (minute: number) => {
      const tasks = await listDueInvitationTasks(handle.db, { ...at(minute), limit: 100 });
      return tasks.filter(({ taskId }) => ours.some(({ id }) => id === taskId)).map(({ attempt }) => attempt);
    };
    expect([await due(-1), await due(0)]).toEqual([[], [1, 1]]);

    const [mail, github] = ours;
    if (mail === undefined || github === undefined) throw new Error('there are two');
    const claims = await Promise.all(
      [1, 1, 2].map((n) => claimInvitationTask(handle.db, mail.id, n, { ...at(0), ...LEASE })),
    );
    expect(claims.filter((claim) => claim !== null)).toMatchObject([{ id: mail.id, attempt: 1, state: 'running' }]);
    expect([await due(0), await due(2)]).toEqual([[1], [2, 1]]);

    const again = { state: 'due', countsAsFailure: true, outcomeCode: 'http_500', outcome: 'Trouble.' } as const;
    await endInvitationTask(handle.db, { id: mail.id, attempt: 1 }, { ...again, retryAt: minutesAfter(5) });
    expect([await due(4), await due(5)]).toEqual([[1], [2, 1]]);
    expect(await claimInvitationTask(handle.db, mail.id, 2, { ...at(6), ...LEASE })).toMatchObject({ failures: 1 });
    const done = { state: 'done', outcomeCode: null, outcome: null } as const;
    await endInvitationTask(handle.db, { id: mail.id, attempt: 1 }, done);
    expect(await listInvitationTasks(handle.db, organizationId, [invitationId])).toMatchObject([
      { state: 'running', outcomeCode: 'http_500', outcome: 'Trouble.' },
      { state: 'due' },
    ]);
    await endInvitationTask(handle.db, { id: mail.id, attempt: 2 }, done);

    await inTransaction(handle, (trx) =>
      cancelInvitationTasks(trx, organizationId, [invitationId], { mailOnly: true }),
    );
    expect(await due(9)).toEqual([1]);
    await inTransaction(handle, (trx) => cancelInvitationTasks(trx, organizationId, [invitationId]));
    expect(await due(9)).toEqual([]);
  });

  it('have no work while Slack has turned the organization away', async () => {
    const { handle } = database;
    const { organizationId, add } = await createWorld(handle);
    const invitationId = await add('a@example.org');
    await inTransaction(handle, (trx) =>
      insertInvitationTasks(trx, organizationId, { invitationId, directories: ['scaleway'], now: NOON }),
    );
    const [task] = await listInvitationTasks(handle.db, organizationId, [invitationId]);
    if (task === undefined) throw new Error('there is one');
    const claim = () => claimInvitationTask(handle.db, task.id, 1, { ...at(0), ...LEASE });
    await inTransaction(handle, (trx) => markAway(trx, organizationId, { at: NOON, reason: 'app_uninstalled' }));
    expect(await claim()).toBeNull();
    await inTransaction(handle, (trx) => clearAway(trx, organizationId));
    expect(await claim()).toMatchObject({ directory: 'scaleway', attempt: 1 });
  });
});
