import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  cancelDelivery,
  cancelDueDeliveries,
  claimDelivery,
  countDeliveries,
  countUndeliverable,
  findDelivery,
  insertDeliveries,
  listDueDeliveries,
  listRecentDeliveries,
  listUndeliverable,
  markSent,
  markUndeliverable,
  type NewDelivery,
  renewDeliveryLease,
  retryDelivery,
} from '../../../src/db/delivery-repository.ts';
import { newId } from '../../../src/db/ids.ts';
import type { Member } from '../../../src/db/member-repository.ts';
import { insertNotice } from '../../../src/db/notice-repository.ts';
import { clearAway, markAway } from '../../../src/db/organization-repository.ts';
import { insertReminder } from '../../../src/db/reminder-repository.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import type { DeliveryId, NoticeId, OrganizationId, ReminderId } from '../../../src/domain/ids.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { addMember, createOrganization, minutesAfter, NOON } from './world.ts';

const leaseMs = 60_000;

describe.each(dialects)('deliveries on %s', (dialect) => {
  let database: TestDatabase;
  let organizationId: OrganizationId;
  let member: Member;
  let reminderId: ReminderId;
  let noticeId: NoticeId;
  beforeAll(async () => {
    database = await createDatabase(dialect);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    const { db } = database.handle;
    organizationId = (await createOrganization(db)).id;
    member = await addMember(db, organizationId);
    reminderId = newId('reminder');
    noticeId = newId('notice');
    const reminder = { reason: 'manual', requestedBy: null, roundId: null, deadline: null, createdAt: NOON } as const;
    await insertReminder(db, organizationId, { ...reminder, id: reminderId, memberId: member.id });
    await insertNotice(db, organizationId, {
      id: noticeId,
      kind: 'slack_disconnected',
      payload: '{}',
      text: null,
      createdAt: NOON,
    });
  });

  const add = async (patch: Partial<NewDelivery> = {}): Promise<DeliveryId> => {
    const id = newId('delivery');
    const base = { memberId: member.id, reminderId, noticeId: null, channel: 'slack', slackRef: null } as const;
    await insertDeliveries(database.handle.db, organizationId, [
      { ...base, id, dueAt: NOON, createdAt: NOON, ...patch },
    ]);
    return id;
  };
  const claim = (id: DeliveryId, attempt: number, minute = 0) =>
    claimDelivery(database.handle.db, id, attempt, {
      now: minutesAfter(minute),
      machineNow: minutesAfter(minute),
      leaseMs,
    });
  const listDue = async (minute: number, machineMinute = minute) => {
    const clocks = { now: minutesAfter(minute), machineNow: minutesAfter(machineMinute) };
    const due = await listDueDeliveries(database.handle.db, { ...clocks, limit: 1_000 });
    const ours = await listRecentDeliveries(database.handle.db, organizationId, member.id, 1_000);
    return due
      .filter(({ deliveryId }) => ours.some(({ id }) => id === deliveryId))
      .map(({ deliveryId, attempt }) => ({ deliveryId, attempt }));
  };
  const find = (id: DeliveryId) => findDelivery(database.handle.db, organizationId, id);

  it('are claimed by one of twenty at once', async () => {
    const id = await add();
    const claims = await Promise.all(Array.from({ length: 20 }, () => claim(id, 1)));
    expect(claims.filter((each) => each !== null)).toMatchObject([
      { id, organizationId, attempt: 1, state: 'sending' },
    ]);
  });

  it('are listed when they are due, oldest first, with the attempt to make', async () => {
    const [second, first, later] = [
      await add(),
      await add({ dueAt: minutesAfter(-1) }),
      await add({ dueAt: minutesAfter(5) }),
    ];
    expect(await listDue(0)).toEqual([
      { deliveryId: first, attempt: 1 },
      { deliveryId: second, attempt: 1 },
    ]);
    expect(await claim(later, 1)).toBeNull();
    expect((await listDue(5)).map(({ deliveryId }) => deliveryId)).toEqual([first, second, later]);
  });

  it('that are due are listed page by page, each once', async () => {
    const ids = [await add(), await add(), await add({ dueAt: minutesAfter(-1) })];
    const clocks = { now: NOON, machineNow: NOON, limit: 1 };
    const seen: string[] = [];
    let [last] = await listDueDeliveries(database.handle.db, clocks);
    while (last !== undefined) {
      seen.push(last.deliveryId);
      [last] = await listDueDeliveries(database.handle.db, { ...clocks, after: last });
    }
    expect(seen.filter((id) => ids.some((each) => each === id))).toEqual([ids[2], ids[0], ids[1]]);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('are tried again after a failure, not before the time, on the clock of the machine', async () => {
    const id = await add();
    await claim(id, 1);
    const retry = { retryAt: minutesAfter(10), error: 'rate_limited', countsAsFailure: false };
    expect(await retryDelivery(database.handle.db, id, 1, retry)).toBe(true);
    expect(await find(id)).toMatchObject({ state: 'due', failures: 0, lastError: 'rate_limited', attempt: 1 });
    expect(await listDue(60, 9)).toEqual([]);
    expect(await claim(id, 2, 9)).toBeNull();
    expect(await listDue(0, 10)).toEqual([{ deliveryId: id, attempt: 2 }]);
    expect(await claim(id, 1, 10)).toBeNull();
    expect(await claim(id, 2, 10)).not.toBeNull();
    await retryDelivery(database.handle.db, id, 2, { ...retry, countsAsFailure: true });
    expect(await find(id)).toMatchObject({ failures: 1 });
  });

  it('go on when the process that held them is gone, and shut it out', async () => {
    const { db } = database.handle;
    const id = await add();
    await claim(id, 1);
    expect(await listDue(0.5)).toEqual([]);
    expect(await renewDeliveryLease(db, id, 1, { machineNow: minutesAfter(0.5), leaseMs })).toBe(true);
    expect(await listDue(1)).toEqual([]);
    expect(await listDue(1.5)).toEqual([{ deliveryId: id, attempt: 2 }]);
    expect(await claim(id, 2, 1.5)).toMatchObject({ attempt: 2 });
    expect(await renewDeliveryLease(db, id, 1, { machineNow: minutesAfter(2), leaseMs })).toBe(false);
    expect(await markSent(db, id, 1, { sentAt: NOON })).toBe(false);
    expect(await retryDelivery(db, id, 1, { retryAt: NOON, error: 'x', countsAsFailure: true })).toBe(false);
    expect(await markUndeliverable(db, id, 1, { error: 'x' })).toBe(false);
    expect(await cancelDelivery(db, id, 1)).toBe(false);
    expect(await find(id)).toMatchObject({ state: 'sending', attempt: 2, failures: 0 });
  });

  it('end sent, with the place of the message, and only once', async () => {
    const { db } = database.handle;
    const id = await add();
    await claim(id, 1);
    const slackRef = { channel: 'D1', ts: '1.2' };
    expect(await markSent(db, id, 1, { sentAt: minutesAfter(1), slackRef })).toBe(true);
    expect(await find(id)).toMatchObject({ state: 'sent', sentAt: minutesAfter(1), slackRef });
    expect(await markSent(db, id, 1, { sentAt: minutesAfter(2), slackRef })).toBe(false);
    expect(await claim(id, 2, 60)).toBeNull();
    expect(await listDue(60)).toEqual([]);
  });

  it('end undeliverable and are shown', async () => {
    const { db } = database.handle;
    const id = await add();
    await claim(id, 1);
    expect(await markUndeliverable(db, id, 1, { error: 'user_disabled' })).toBe(true);
    expect(await countUndeliverable(db, organizationId)).toBe(1);
    expect(await listUndeliverable(db, organizationId, 10)).toMatchObject([
      { id, lastError: 'user_disabled', failures: 1 },
    ]);
    const states = await countDeliveries(db);
    expect(states.find(({ state }) => state === 'undeliverable')?.count).toBeGreaterThan(0);
  });

  it('that are planned are cancelled, those under way and edits are not', async () => {
    const { db } = database.handle;
    const [planned, underWay] = [await add(), await add()];
    const edit = await add({ channel: 'slack_edit', slackRef: { channel: 'D1', ts: '1.2' } });
    const notice = await add({ reminderId: null, noticeId });
    await claim(underWay, 1);
    const cancel = (which: Parameters<typeof cancelDueDeliveries>[2]) =>
      inTransaction(database.handle, (trx) => cancelDueDeliveries(trx, organizationId, which));
    expect(await cancel({ reminderIds: [reminderId] })).toBe(1);
    expect(await find(planned)).toMatchObject({ state: 'cancelled' });
    expect(await find(underWay)).toMatchObject({ state: 'sending' });
    expect(await find(edit)).toMatchObject({ state: 'due', slackRef: { channel: 'D1', ts: '1.2' } });
    expect(await cancel({ memberId: member.id })).toBe(1);
    expect(await find(notice)).toMatchObject({ state: 'cancelled' });
    expect(await cancelDelivery(db, underWay, 1)).toBe(true);
  });

  it('of an organization that Slack turned away wait, but for mail to owners', async () => {
    const message = await add();
    const owner = await addMember(database.handle.db, organizationId, { role: 'owner' });
    const mail = await add({ memberId: owner.id, reminderId: null, noticeId, channel: 'email' });
    const others = await add({ reminderId: null, noticeId, channel: 'email' });
    await inTransaction(database.handle, (trx) => markAway(trx, organizationId, { at: NOON, reason: 'token_revoked' }));
    const listed = await listDueDeliveries(database.handle.db, { now: NOON, machineNow: NOON, limit: 1_000 });
    expect(listed.map(({ deliveryId }) => deliveryId).filter((id) => [message, mail, others].includes(id))).toEqual([
      mail,
    ]);
    expect(await claim(message, 1)).toBeNull();
    expect(await claim(others, 1)).toBeNull();
    expect(await claim(mail, 1)).not.toBeNull();
    await inTransaction(database.handle, (trx) => clearAway(trx, organizationId));
    expect(await claim(message, 1)).not.toBeNull();
  });

  it('belong to a reminder or to a notice, never to both or none', async () => {
    await expect(add({ noticeId })).rejects.toThrow();
    await expect(add({ reminderId: null })).rejects.toThrow();
  });

  it('are written by the thousand', async () => {
    const base = { memberId: member.id, reminderId, noticeId: null, channel: 'slack', slackRef: null } as const;
    const rows = Array.from({ length: 3_000 }, () => ({
      ...base,
      id: newId('delivery'),
      dueAt: NOON,
      createdAt: NOON,
    }));
    await inTransaction(database.handle, (trx) => insertDeliveries(trx, organizationId, rows));
    expect(await listRecentDeliveries(database.handle.db, organizationId, member.id, 5_000)).toHaveLength(3_000);
    await inTransaction(database.handle, (trx) => cancelDueDeliveries(trx, organizationId, { memberId: member.id }));
  });
});
