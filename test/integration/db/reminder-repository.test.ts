import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { claimDelivery, insertDeliveries, markSent, markUndeliverable } from '../../../src/db/delivery-repository.ts';
import { newId } from '../../../src/db/ids.ts';
import {
  closeReminders,
  findOpenReminders,
  findReminder,
  insertReminder,
  lastManualReminderAt,
  type NewReminder,
} from '../../../src/db/reminder-repository.ts';
import {
  findRound,
  insertRound,
  listOpenRounds,
  listRemindedInRound,
  lockRound,
  roundProgress,
  updateRound,
} from '../../../src/db/round-repository.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import type { MemberId, OrganizationId, ReminderId } from '../../../src/domain/ids.ts';
import type { Channel } from '../../../src/domain/message.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { addMember, createOrganization, minutesAfter, NOON } from './world.ts';

describe.each(dialects)('reminders on %s', (dialect) => {
  let database: TestDatabase;
  let organizationId: OrganizationId;
  let ada: MemberId;
  beforeAll(async () => {
    database = await createDatabase(dialect);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    organizationId = (await createOrganization(database.handle.db)).id;
    ada = (await addMember(database.handle.db, organizationId)).id;
  });

  const remind = async (patch: Partial<NewReminder> = {}): Promise<ReminderId> => {
    const id = newId('reminder');
    const base = { memberId: ada, reason: 'manual', requestedBy: null, roundId: null, deadline: null } as const;
    await insertReminder(database.handle.db, organizationId, { ...base, id, createdAt: NOON, ...patch });
    return id;
  };
  const deliver = async (reminderId: ReminderId, channel: Channel, end: 'sent' | 'undeliverable' | 'due') => {
    const { db } = database.handle;
    const id = newId('delivery');
    const delivery = { id, memberId: ada, reminderId, noticeId: null, channel, dueAt: NOON, createdAt: NOON };
    await insertDeliveries(db, organizationId, [{ ...delivery, slackRef: null }]);
    if (end !== 'due') await claimDelivery(db, id, 1, { now: NOON, machineNow: NOON, leaseMs: 1_000 });
    const slackRef = channel === 'slack' ? { channel: 'D1', ts: reminderId } : null;
    if (end === 'sent') await markSent(db, id, 1, { sentAt: NOON, slackRef });
    if (end === 'undeliverable') await markUndeliverable(db, id, 1, { error: 'no' });
  };

  it('stay open until they are closed, with the message that arrived', async () => {
    const { db } = database.handle;
    const [sent, mailed] = [await remind({ deadline: minutesAfter(60) }), await remind({ createdAt: minutesAfter(1) })];
    await deliver(sent, 'slack', 'sent');
    await deliver(sent, 'email', 'sent');
    await deliver(mailed, 'email', 'sent');
    expect((await findOpenReminders(db, organizationId, ada)).map(({ id }) => id)).toEqual([sent, mailed]);
    const close = () =>
      inTransaction(database.handle, (trx) => closeReminders(trx, organizationId, [ada], 'enabled', minutesAfter(2)));
    const closed = await close();
    expect(new Set(closed)).toEqual(
      new Set([
        { id: sent, memberId: ada, message: { channel: 'D1', ts: sent } },
        { id: mailed, memberId: ada, message: null },
      ]),
    );
    expect(await close()).toEqual([]);
    expect(await findOpenReminders(db, organizationId, ada)).toEqual([]);
    expect(await findReminder(db, organizationId, sent)).toMatchObject({
      ...{ state: 'closed', outcome: 'enabled', closedAt: minutesAfter(2), deadline: minutesAfter(60) },
    });
  });

  it('say when somebody was last reminded by hand', async () => {
    const { db } = database.handle;
    expect(await lastManualReminderAt(db, organizationId, ada)).toBeNull();
    await remind({ createdAt: minutesAfter(2) });
    await remind({ createdAt: minutesAfter(1) });
    await remind({ createdAt: minutesAfter(3), reason: 'violation' });
    expect(await lastManualReminderAt(db, organizationId, ada)).toEqual(minutesAfter(2));
  });

  it('of a round are counted once each, whatever their channels', async () => {
    const { db } = database.handle;
    const id = newId('round');
    const round = { id, requestedBy: ada, viewId: 'V1', readingIds: [newId('reading')], createdAt: NOON };
    expect(await insertRound(db, organizationId, round)).toBe(true);
    expect(await insertRound(db, organizationId, round)).toBe(false);
    expect(await roundProgress(db, organizationId, id)).toEqual({
      sent: 0,
      pending: 0,
      failed: 0,
      skipped: 0,
      total: 0,
    });
    const [both, half, failed, waiting] = [
      await remind({ roundId: id }),
      await remind({ roundId: id }),
      await remind({ roundId: id }),
      await remind({ roundId: id }),
    ];
    await remind({ roundId: id });
    await remind();
    for (const channel of ['slack', 'email'] as const) {
      await deliver(both, channel, 'sent');
      await deliver(half, channel, channel === 'slack' ? 'sent' : 'due');
      await deliver(failed, channel, 'undeliverable');
      await deliver(waiting, channel, channel === 'slack' ? 'due' : 'undeliverable');
    }
    expect(await roundProgress(db, organizationId, id)).toEqual({
      sent: 2,
      pending: 1,
      failed: 1,
      skipped: 1,
      total: 5,
    });
    expect(await listRemindedInRound(db, organizationId, id, [ada])).toContain(ada);
    await inTransaction(database.handle, async (trx) => {
      expect(await lockRound(trx, organizationId, id)).toMatchObject({ state: 'waiting' });
      await updateRound(trx, organizationId, id, { state: 'sending', reminded: 5 });
    });
    expect(await listOpenRounds(db, organizationId)).toMatchObject([
      { id, state: 'sending', reminded: 5, viewId: 'V1' },
    ]);
    await updateRound(db, organizationId, id, { state: 'finished' });
    expect(await listOpenRounds(db, organizationId)).toEqual([]);
    expect(await findRound(db, organizationId, id)).toMatchObject({ state: 'finished', reminded: 5, skipped: 0 });
  });
});
