import { sql } from 'kysely';
import type { DeliveryId, MemberId, NoticeId, OrganizationId, ReminderId } from '../domain/ids.ts';
import type { SlackMessageRef } from '../domain/message.ts';
import { inBatches } from './batches.ts';
import type { Db, Trx } from './database.ts';
import { type Delivery, type NewDelivery, toDelivery } from './delivery-row.ts';
import type { DeliveryState } from './schema.ts';
import { toInstant } from './values.ts';

export * from './delivery-claim-repository.ts';
export type { Delivery, NewDelivery } from './delivery-row.ts';

function toRow(organizationId: OrganizationId, delivery: NewDelivery) {
  return {
    id: delivery.id,
    organization_id: organizationId,
    member_id: delivery.memberId,
    reminder_id: delivery.reminderId,
    notice_id: delivery.noticeId,
    channel: delivery.channel,
    to_channel: delivery.toChannel ?? null,
    state: 'due' as const,
    due_at: toInstant(delivery.dueAt),
    attempt: 0,
    failures: 0,
    slack_channel: delivery.slackRef?.channel ?? null,
    slack_ts: delivery.slackRef?.ts ?? null,
    created_at: toInstant(delivery.createdAt),
  };
}

export async function insertDeliveries(
  db: Db,
  organizationId: OrganizationId,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  const rows = deliveries.map((delivery) => toRow(organizationId, delivery));
  await inBatches(rows, (batch) => db.insertInto('deliveries').values(batch).execute());
}

/** What is planned and not under way is not sent any more. An edit of an earlier message still is. Returns how many. */
export async function cancelDueDeliveries(
  trx: Trx,
  organizationId: OrganizationId,
  which: { memberId: MemberId } | { noticeId: NoticeId } | { reminderIds: readonly ReminderId[] },
): Promise<number> {
  const query = trx
    .updateTable('deliveries')
    .set({ state: 'cancelled' })
    .where('organization_id', '=', organizationId)
    .where('state', '=', 'due')
    .where('channel', '<>', 'slack_edit');
  if ('memberId' in which) {
    return Number((await query.where('member_id', '=', which.memberId).executeTakeFirst()).numUpdatedRows);
  }
  if ('noticeId' in which) {
    return Number((await query.where('notice_id', '=', which.noticeId).executeTakeFirst()).numUpdatedRows);
  }
  let cancelled = 0;
  await inBatches(which.reminderIds, async (batch) => {
    cancelled += Number((await query.where('reminder_id', 'in', batch).executeTakeFirst()).numUpdatedRows);
  });
  return cancelled;
}

/** Where the direct messages of a notice stand, each with whose it is. */
export async function listArrivedNotices(
  db: Db,
  organizationId: OrganizationId,
  noticeId: NoticeId,
): Promise<{ memberId: MemberId; slackRef: SlackMessageRef }[]> {
  const rows = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('notice_id', '=', noticeId)
    .where('channel', '=', 'slack')
    .where('state', '=', 'sent')
    .execute();
  return rows.map(toDelivery).flatMap(({ memberId, slackRef }) => (slackRef === null ? [] : [{ memberId, slackRef }]));
}

export async function findDelivery(db: Db, organizationId: OrganizationId, id: DeliveryId): Promise<Delivery | null> {
  const query = db.selectFrom('deliveries').selectAll().where('organization_id', '=', organizationId);
  const row = await query.where('id', '=', id).executeTakeFirst();
  return row ? toDelivery(row) : null;
}

/** The last deliveries to a member, newest first. */
export async function listRecentDeliveries(
  db: Db,
  organizationId: OrganizationId,
  memberId: MemberId,
  limit: number,
): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('member_id', '=', memberId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toDelivery);
}

function selectUndeliverable(db: Db, organizationId: OrganizationId) {
  return db
    .selectFrom('deliveries')
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`state = 'undeliverable'`);
}

export async function countUndeliverable(db: Db, organizationId: OrganizationId): Promise<number> {
  const query = selectUndeliverable(db, organizationId).select((eb) => eb.fn.countAll<number>().as('count'));
  return (await query.executeTakeFirstOrThrow()).count;
}

/** What could not be delivered, newest first. */
export async function listUndeliverable(db: Db, organizationId: OrganizationId, limit: number): Promise<Delivery[]> {
  const query = selectUndeliverable(db, organizationId).selectAll().orderBy('created_at', 'desc').limit(limit);
  return (await query.execute()).map(toDelivery);
}

/** How many deliveries of all organizations are in each state: for the metrics. */
export async function countDeliveries(db: Db): Promise<{ state: DeliveryState; count: number }[]> {
  return db
    .selectFrom('deliveries')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
}
