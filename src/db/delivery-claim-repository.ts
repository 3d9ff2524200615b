import { type RawBuilder, sql } from 'kysely';
import type { DeliveryId } from '../domain/ids.ts';
import type { SlackMessageRef } from '../domain/message.ts';
import type { Db } from './database.ts';
import { type Delivery, toDelivery } from './delivery-row.ts';
import { fromInstant, toInstant } from './values.ts';

/** The rules' clock says what is due, the machine's what may be tried again. */
export interface Clocks {
  now: Date;
  machineNow: Date;
}

export interface DueDelivery {
  deliveryId: DeliveryId;
  channel: Delivery['channel'];
  /** The number of the attempt to make: whoever claims it first makes it. */
  attempt: number;
  dueAt: Date;
}

/** Due, or left behind by a process that no longer holds it. */
function isClaimable({ now, machineNow }: Clocks): RawBuilder<boolean> {
  const machine = toInstant(machineNow);
  return sql<boolean>`deliveries.state in ('due', 'sending') and deliveries.due_at <= ${toInstant(now)} and (
    (deliveries.state = 'due' and (deliveries.retry_at is null or deliveries.retry_at <= ${machine}))
    or (deliveries.state = 'sending' and deliveries.lease_until <= ${machine}))`;
}

/** While Slack has turned an organization away, nothing is sent but mail to its owners. */
const IS_REACHABLE = sql<boolean>`(
  (deliveries.channel = 'email' and deliveries.notice_id is not null and exists (select 1 from members
    where members.id = deliveries.member_id and members.role in ('primary_owner', 'owner')))
  or exists (select 1 from organizations
    where organizations.id = deliveries.organization_id and organizations.away_since is null))`;

/** What has to be sent now, of all organizations, oldest first; `after` is the last of the page before. */
export async function listDueDeliveries(
  db: Db,
  { limit, after, ...clocks }: Clocks & { limit: number; after?: DueDelivery | undefined },
): Promise<DueDelivery[]> {
  const query = db
    .selectFrom('deliveries')
    .select(['deliveries.id', 'deliveries.channel', 'deliveries.attempt', 'deliveries.due_at'])
    .where(isClaimable(clocks))
    .where(IS_REACHABLE)
    .orderBy('deliveries.due_at')
    .orderBy('deliveries.id')
    .limit(limit);
  const rest = after
    ? query.where(sql<boolean>`(deliveries.due_at, deliveries.id) > (${toInstant(after.dueAt)}, ${after.deliveryId})`)
    : query;
  const rows = await rest.execute();
  return rows.map(({ id, channel, attempt, due_at }) => ({
    deliveryId: id,
    channel,
    attempt: attempt + 1,
    dueAt: fromInstant(due_at),
  }));
}

/**
 * Takes the delivery for this attempt, just before it is sent; `null` when somebody else has it, or when it is no longer
 * due. By id alone: the ids come from our own queue, and the delivery that is returned says whose it is.
 */
export async function claimDelivery(
  db: Db,
  id: DeliveryId,
  attempt: number,
  { leaseMs, ...clocks }: Clocks & { leaseMs: number },
): Promise<Delivery | null> {
  const row = await db
    .updateTable('deliveries')
    .set({ state: 'sending', attempt, lease_until: toInstant(new Date(clocks.machineNow.getTime() + leaseMs)) })
    .where('id', '=', id)
    .where('attempt', '=', attempt - 1)
    .where(isClaimable(clocks))
    .where(IS_REACHABLE)
    .returningAll()
    .executeTakeFirst();
  return row ? toDelivery(row) : null;
}

/** A lease that was lost may not overwrite what its successor does: everything asks for the attempt. */
function updateClaimed(db: Db, id: DeliveryId, attempt: number) {
  return db
    .updateTable('deliveries')
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'sending');
}

/** Returns whether the delivery is still ours. */
export async function renewDeliveryLease(
  db: Db,
  id: DeliveryId,
  attempt: number,
  { machineNow, leaseMs }: { machineNow: Date; leaseMs: number },
): Promise<boolean> {
  const lease_until = toInstant(new Date(machineNow.getTime() + leaseMs));
  return (await updateClaimed(db, id, attempt).set({ lease_until }).executeTakeFirst()).numUpdatedRows > 0n;
}

/** Returns whether the delivery was still ours. */
export async function markSent(
  db: Db,
  id: DeliveryId,
  attempt: number,
  { sentAt, slackRef }: { sentAt: Date; slackRef?: SlackMessageRef | null | undefined },
): Promise<boolean> {
  const query = updateClaimed(db, id, attempt).set({
    state: 'sent',
    lease_until: null,
    retry_at: null,
    last_error: null,
    sent_at: toInstant(sentAt),
    ...(slackRef && { slack_channel: slackRef.channel, slack_ts: slackRef.ts }),
  });
  return (await query.executeTakeFirst()).numUpdatedRows > 0n;
}

/** Plans another attempt. A rate limit does not count as a failure. Returns whether the delivery was still ours. */
export async function retryDelivery(
  db: Db,
  id: DeliveryId,
  attempt: number,
  { retryAt, error, countsAsFailure }: { retryAt: Date; error: string; countsAsFailure: boolean },
): Promise<boolean> {
  const query = updateClaimed(db, id, attempt).set((eb) => ({
    state: 'due',
    lease_until: null,
    retry_at: toInstant(retryAt),
    last_error: error,
    failures: eb('failures', '+', countsAsFailure ? 1 : 0),
  }));
  return (await query.executeTakeFirst()).numUpdatedRows > 0n;
}

/** Gives up; admins are shown it. Returns whether the delivery was still ours. */
export async function markUndeliverable(
  db: Db,
  id: DeliveryId,
  attempt: number,
  { error }: { error: string },
): Promise<boolean> {
  const query = updateClaimed(db, id, attempt).set((eb) => ({
    state: 'undeliverable',
    lease_until: null,
    retry_at: null,
    last_error: error,
    failures: eb('failures', '+', 1),
  }));
  return (await query.executeTakeFirst()).numUpdatedRows > 0n;
}

/** Nothing to send any more, found out at the moment of sending. Returns whether the delivery was still ours. */
export async function cancelDelivery(db: Db, id: DeliveryId, attempt: number): Promise<boolean> {
  const query = updateClaimed(db, id, attempt).set({ state: 'cancelled', lease_until: null, retry_at: null });
  return (await query.executeTakeFirst()).numUpdatedRows > 0n;
}
