import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  claimReading,
  clearStaged,
  completeReading,
  failReading,
  findLatestReading,
  findReading,
  findRunningReading,
  holdReading,
  listReadingTrend,
  listStagedPeople,
  type Reading,
  ReadingLostError,
  renewReadingLease,
  requestReading,
  type StagedPerson,
  setReadingProgress,
  stagePeople,
} from '../../../src/db/reading-repository.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import type { OrganizationId } from '../../../src/domain/ids.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { addMember, createOrganization, minutesAfter, NOON } from './world.ts';

const COUNTS = { counted: 3, enabled: 1, disabled: 1, unknown: 1 };
const leaseMs = 60_000;

describe.each(dialects)('readings on %s', (dialect) => {
  let database: TestDatabase;
  let organizationId: OrganizationId;
  beforeAll(async () => {
    database = await createDatabase(dialect);
  });
  beforeEach(async () => {
    organizationId = (await createOrganization(database.handle.db)).id;
  });
  afterAll(() => database.drop());

  const request = (directory = 'slack', now = NOON) =>
    inTransaction(database.handle, (trx) =>
      requestReading(trx, organizationId, { directory, trigger: 'command', now }),
    );
  const claim = (minute = 0) =>
    claimReading(database.handle.db, organizationId, {
      now: minutesAfter(minute),
      machineNow: minutesAfter(minute),
      leaseMs,
    });
  const start = async (minute = 0, directory = 'slack'): Promise<Reading> => {
    await request(directory);
    const reading = await claim(minute);
    if (reading === null) throw new Error('not claimed');
    return reading;
  };
  const complete = (reading: Reading, at: Date) =>
    inTransaction(database.handle, (trx) => completeReading(trx, reading, { counts: COUNTS, at }));
  const person = (slackUserId: string): StagedPerson => {
    return { slackUserId, name: 'Ada', email: null, timeZone: null, role: 'member', deactivated: false };
  };

  it('that wait are the same to whoever asks; one that runs is not', async () => {
    const first = await request();
    expect((await request('slack', minutesAfter(1))).id).toBe(first.id);
    expect((await request('github')).id).not.toBe(first.id);
    const running = await claim();
    expect(running).toMatchObject({ id: first.id, state: 'running', startedAt: NOON, attempt: 1, requestedAt: NOON });
    expect((await request()).id).not.toBe(first.id);
  });

  it('asked for by many at once are one', async () => {
    const requests = await Promise.all(Array.from({ length: 8 }, () => request()));
    expect(new Set(requests.map(({ id }) => id)).size).toBe(1);
  });

  it('carry who agreed to what an earlier one was held for', async () => {
    const { id: acceptedBy } = await addMember(database.handle.db, organizationId);
    await request();
    const accepted = await inTransaction(database.handle, (trx) =>
      requestReading(trx, organizationId, { directory: 'slack', trigger: 'accept', acceptedBy, now: NOON }),
    );
    expect(accepted).toMatchObject({ acceptedBy });
    expect(await request()).toMatchObject({ id: accepted.id, acceptedBy });
  });

  it('are claimed by one of many, and never run twice at once for one directory', async () => {
    await request();
    const claims = await Promise.all(Array.from({ length: 20 }, () => claim()));
    expect(claims.filter((each) => each !== null)).toHaveLength(1);
    await request();
    expect(await claim()).toBeNull();
    await request('github');
    expect(await claim()).toMatchObject({ directory: 'github' });
  });

  it('start again from the beginning when their process is gone, and shut that process out', async () => {
    const first = await start(0);
    await stagePeople(database.handle.db, first, [person('U1'), person('U2')]);
    expect(await renewReadingLease(database.handle.db, first, { machineNow: minutesAfter(1), leaseMs })).toBe(true);
    expect(await claim(1.5)).toBeNull();
    const second = await claim(2);
    expect(second).toMatchObject({ id: first.id, attempt: 2, startedAt: minutesAfter(2), peopleRead: 0 });
    if (second === null) throw new Error('not claimed');
    await clearStaged(database.handle.db, second);
    await expect(stagePeople(database.handle.db, first, [person('U3')])).rejects.toThrow(ReadingLostError);
    expect(await renewReadingLease(database.handle.db, first, { machineNow: minutesAfter(2), leaseMs })).toBe(false);
    expect(await setReadingProgress(database.handle.db, first, 5)).toBe(false);
    expect(await complete(first, minutesAfter(3))).toBe(false);
    const end = { code: 'internal', sentence: 'No.', at: minutesAfter(3) };
    expect(await failReading(database.handle.db, first, end)).toBe(false);
    await stagePeople(database.handle.db, second, [person('U1')]);
    expect(await listStagedPeople(database.handle.db, { ...second }, { limit: 10 })).toEqual([person('U1')]);
    expect(await complete(second, minutesAfter(4))).toBe(true);
  });

  it('end once, as completed, failed or held', async () => {
    const { db } = database.handle;
    const completed = await start(1);
    expect(await setReadingProgress(db, completed, 250)).toBe(true);
    expect(await findRunningReading(db, organizationId, 'slack')).toMatchObject({ id: completed.id, peopleRead: 250 });
    await complete(completed, minutesAfter(2));
    expect(await complete(completed, minutesAfter(2))).toBe(false);
    const failed = await start(3);
    await failReading(db, failed, { code: 'timeout', sentence: 'Slack did not answer.', at: minutesAfter(4) });
    const held = await start(5);
    await holdReading(db, held, { reason: 'Too many.', at: minutesAfter(6) });
    expect(await findReading(db, organizationId, completed.id)).toMatchObject({
      counts: COUNTS,
      endedAt: minutesAfter(2),
    });
    const latest = (state?: Reading['state']) => findLatestReading(db, organizationId, 'slack', state);
    expect(await latest()).toMatchObject({ id: held.id, state: 'held', failure: 'Too many.', counts: null });
    expect(await latest('completed')).toMatchObject({ id: completed.id, failure: null });
    expect(await latest('failed')).toMatchObject({ failureCode: 'timeout', failure: 'Slack did not answer.' });
    expect(await findRunningReading(db, organizationId, 'slack')).toBeNull();
  });

  it('show their trend, the last ones, oldest first', async () => {
    for (const minute of [1, 2, 3]) await complete(await start(minute), minutesAfter(minute));
    const trend = await listReadingTrend(database.handle.db, organizationId, 'slack', 2);
    expect(trend.map(({ startedAt }) => startedAt)).toEqual([minutesAfter(2), minutesAfter(3)]);
  });
});
