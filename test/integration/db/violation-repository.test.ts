import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findActiveExemption, listExemptions } from '../../../src/db/exemption-repository.ts';
import { forgetEventsBefore, rememberEvent } from '../../../src/db/handled-event-repository.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import {
  closeViolations,
  countOpenViolations,
  findOpenViolation,
  listOpenViolations,
  listOverdue,
  markOverdueTold,
  openViolation,
  startGrace,
  stopGrace,
} from '../../../src/db/violation-repository.ts';
import type { MemberId, OrganizationId } from '../../../src/domain/ids.ts';
import { graceUsedMs } from '../../../src/domain/violation.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { addMember, createOrganization, exempt, minutesAfter, NOON } from './world.ts';

const graceMs = 60 * 60_000;

describe.each(dialects)('on %s', (dialect) => {
  let database: TestDatabase;
  let organizationId: OrganizationId;
  let ada: MemberId;
  let ben: MemberId;
  beforeAll(async () => {
    database = await createDatabase(dialect);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    organizationId = (await createOrganization(database.handle.db)).id;
    ada = (await addMember(database.handle.db, organizationId, { name: 'Ada' })).id;
    ben = (await addMember(database.handle.db, organizationId, { name: 'Ben' })).id;
  });

  const open = (memberId: MemberId, minute = 0) =>
    inTransaction(database.handle, (trx) =>
      openViolation(trx, organizationId, { memberId, now: minutesAfter(minute) }),
    );
  const close = (memberIds: MemberId[], minute: number) =>
    inTransaction(database.handle, (trx) => closeViolations(trx, organizationId, memberIds, minutesAfter(minute)));
  const overdue = async (minute: number, toldBefore = minute) => {
    const when = { now: minutesAfter(minute), toldBefore: minutesAfter(toldBefore) };
    const found = await listOverdue(database.handle.db, organizationId, { ...when, graceMs, limit: 10 });
    return found.map(({ person }) => person.name);
  };

  it('a member has one open violation at most', async () => {
    expect(await open(ada)).toMatchObject({ memberId: ada, openedAt: NOON, grace: { usedMs: 0, runningSince: NOON } });
    expect(await open(ada)).toBeNull();
    expect(await close([ada, ben], 5)).toMatchObject([{ memberId: ada, closedAt: minutesAfter(5) }]);
    expect(await close([ada], 6)).toEqual([]);
    expect(await open(ada, 7)).not.toBeNull();
  });

  it('open violations are listed oldest first, a page at a time, with who it is', async () => {
    const { db } = database.handle;
    await open(ben, 1);
    await open(ada, 2);
    const [first] = await listOpenViolations(db, organizationId, { limit: 1 });
    expect(first?.person).toMatchObject({ memberId: ben, name: 'Ben' });
    const rest = await listOpenViolations(db, organizationId, { limit: 5, after: first });
    expect(rest.map(({ person }) => person.name)).toEqual(['Ada']);
    expect(await countOpenViolations(db, organizationId, NOON)).toBe(2);
  });

  it('the grace clock of a violation stands still while the status is unknown', async () => {
    const violation = await open(ada);
    if (violation === null) throw new Error('not opened');
    const step = async (change: typeof stopGrace, minute: number) => {
      await inTransaction(database.handle, (trx) => change(trx, organizationId, violation.id, minutesAfter(minute)));
      const found = await findOpenViolation(database.handle.db, organizationId, ada);
      return found && graceUsedMs(found.grace, minutesAfter(minute + 1)) / 60_000;
    };
    expect(await step(stopGrace, 40)).toBe(40);
    expect(await overdue(500)).toEqual([]);
    expect(await step(startGrace, 1_000)).toBe(41);
    expect(await step(startGrace, 1_010)).toBe(51);
    expect(await overdue(1_019)).toEqual([]);
    expect(await overdue(1_020)).toEqual(['Ada']);
    expect(await step(stopGrace, 1_030)).toBe(70);
  });

  it('owners are told once in a while of what is overdue', async () => {
    const violation = await open(ada);
    if (violation === null) throw new Error('not opened');
    expect(await overdue(59)).toEqual([]);
    expect(await overdue(60)).toEqual(['Ada']);
    const told = { now: minutesAfter(60), graceMs, toldBefore: minutesAfter(60) };
    expect(await inTransaction(database.handle, (trx) => markOverdueTold(trx, organizationId, told))).toBe(1);
    expect(await overdue(61, 30)).toEqual([]);
    expect(await overdue(90, 60)).toEqual(['Ada']);
  });

  it('an exemption holds from its start to its end', async () => {
    const { db } = database.handle;
    await exempt(db, organizationId, ada, ben, { startsAt: minutesAfter(1), endsAt: minutesAfter(5) });
    const find = (minute: number) => findActiveExemption(db, organizationId, ada, minutesAfter(minute));
    expect([await find(0), await find(5)]).toEqual([null, null]);
    expect(await find(1)).toMatchObject({ memberId: ada, sponsorId: ben, reason: 'parental leave', endedAt: null });
    expect(await listExemptions(db, organizationId, minutesAfter(4))).toHaveLength(1);
    const own = exempt(db, organizationId, ada, ada, { startsAt: NOON, endsAt: minutesAfter(5) });
    await expect(own, 'nobody sponsors themself').rejects.toThrow();
  });

  it('an event of Slack is new once, until it is forgotten', async () => {
    const { db } = database.handle;
    const remember = () => rememberEvent(db, organizationId, 'Ev1', NOON);
    expect((await Promise.all([remember(), remember(), remember()])).filter(Boolean)).toHaveLength(1);
    expect(await rememberEvent(db, (await createOrganization(db)).id, 'Ev1', minutesAfter(5))).toBe(true);
    expect(await forgetEventsBefore(db, minutesAfter(5))).toBeGreaterThan(0);
    expect(await remember()).toBe(true);
  });
});
