import { type Selectable, sql } from 'kysely';
import type { CampaignId, MemberId, OrganizationId, ReminderId, RoundId } from '../domain/ids.ts';
import type { ReminderReason, SlackMessageRef } from '../domain/message.ts';
import { inBatches } from './batches.ts';
import type { Db, Trx } from './database.ts';
import { assertFound } from './missing-row-error.ts';
import type { ReminderTable } from './schema.ts';
import { fromInstant, fromInstantOrNull, toInstant, toInstantOrNull } from './values.ts';

/** How a reminder ended. */
export type ReminderOutcome = NonNullable<ReminderTable['outcome']>;

export interface NewReminder {
  id: ReminderId;
  memberId: MemberId;
  reason: ReminderReason;
  /** Who asked; `null` when Muster did by itself. */
  requestedBy: MemberId | null;
  roundId: RoundId | null;
  /** Set where the reason is `campaign`. */
  campaignId?: CampaignId | null;
  deadline: Date | null;
  createdAt: Date;
}

export interface Reminder extends NewReminder {
  campaignId: CampaignId | null;
  state: ReminderTable['state'];
  outcome: ReminderOutcome | null;
  closedAt: Date | null;
}

function toReminder(row: Selectable<ReminderTable>): Reminder {
  return {
    id: row.id,
    memberId: row.member_id,
    reason: row.reason,
    requestedBy: row.requested_by,
    roundId: row.round_id,
    campaignId: row.campaign_id,
    deadline: fromInstantOrNull(row.deadline),
    createdAt: fromInstant(row.created_at),
    state: row.state,
    outcome: row.outcome,
    closedAt: fromInstantOrNull(row.closed_at),
  };
}

function toRow(organizationId: OrganizationId, reminder: NewReminder) {
  return {
    id: reminder.id,
    organization_id: organizationId,
    member_id: reminder.memberId,
    round_id: reminder.roundId,
    campaign_id: reminder.campaignId ?? null,
    reason: reminder.reason,
    requested_by: reminder.requestedBy,
    deadline: toInstantOrNull(reminder.deadline),
    state: 'open' as const,
    created_at: toInstant(reminder.createdAt),
  };
}

export async function insertReminder(db: Db, organizationId: OrganizationId, reminder: NewReminder): Promise<void> {
  await insertReminders(db, organizationId, [reminder]);
}

export async function insertReminders(
  db: Db,
  organizationId: OrganizationId,
  reminders: readonly NewReminder[],
): Promise<void> {
  const rows = reminders.map((reminder) => toRow(organizationId, reminder));
  await inBatches(rows, (batch) => db.insertInto('reminders').values(batch).execute());
}

function selectReminders(db: Db, organizationId: OrganizationId) {
  return db.selectFrom('reminders').selectAll().where('organization_id', '=', organizationId);
}

export async function findReminder(db: Db, organizationId: OrganizationId, id: ReminderId): Promise<Reminder | null> {
  const row = await selectReminders(db, organizationId).where('id', '=', id).executeTakeFirst();
  return row ? toReminder(row) : null;
}

/** What is still asked of this member, oldest first. */
export async function getReminder(db: Db, organizationId: OrganizationId, id: ReminderId): Promise<Reminder> {
  return assertFound(await findReminder(db, organizationId, id), 'reminder', id);
}

/** Waits until nobody else closes it, and keeps others waiting until the end of the transaction. */
export async function lockReminder(trx: Trx, organizationId: OrganizationId, id: ReminderId): Promise<Reminder> {
  const row = await trx
    .updateTable('reminders')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return toReminder(assertFound(row, 'reminder', id));
}

export async function findOpenReminders(
  db: Db,
  organizationId: OrganizationId,
  memberId: MemberId,
): Promise<Reminder[]> {
  const query = selectReminders(db, organizationId).where('member_id', '=', memberId).where('state', '=', 'open');
  return (await query.orderBy('created_at').orderBy('id').execute()).map(toReminder);
}

/** When the member was last reminded by hand; `null` for never. */
/** How often a member was reminded, by whomever. */
export async function countReminders(db: Db, organizationId: OrganizationId, memberId: MemberId): Promise<number> {
  const query = db.selectFrom('reminders').select((eb) => eb.fn.countAll<number>().as('count'));
  const mine = query.where('organization_id', '=', organizationId).where('member_id', '=', memberId);
  return Number((await mine.executeTakeFirstOrThrow()).count);
}

export async function lastManualReminderAt(
  db: Db,
  organizationId: OrganizationId,
  memberId: MemberId,
): Promise<Date | null> {
  const row = await selectReminders(db, organizationId)
    .where('member_id', '=', memberId)
    .where('reason', '=', 'manual')
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  return row ? fromInstant(row.created_at) : null;
}

/** A newer message takes the place of what this campaign asked these members before. Returns the reminders that ended. */
export async function supersedeReminders(
  trx: Trx,
  organizationId: OrganizationId,
  { campaignId, memberIds, at }: { campaignId: CampaignId; memberIds: readonly MemberId[]; at: Date },
): Promise<ReminderId[]> {
  if (memberIds.length === 0) return [];
  const rows = await trx
    .updateTable('reminders')
    .set({ state: 'closed', outcome: 'superseded', closed_at: toInstant(at) })
    .where('organization_id', '=', organizationId)
    .where('campaign_id', '=', campaignId)
    .where('member_id', 'in', memberIds)
    .where('state', '=', 'open')
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

export interface ClosedReminder {
  id: ReminderId;
  memberId: MemberId;
  /** The direct message that arrived, to be edited; `null` where none did. */
  message: SlackMessageRef | null;
}

/** Ends everything that is asked of these members; returns what ended, with the direct messages that arrived. */
export async function closeReminders(
  trx: Trx,
  organizationId: OrganizationId,
  memberIds: readonly MemberId[],
  outcome: ReminderOutcome,
  at: Date,
): Promise<ClosedReminder[]> {
  const closed: ClosedReminder[] = [];
  await inBatches(memberIds, async (batch) => {
    const rows = await trx
      .updateTable('reminders')
      .set({ state: 'closed', outcome, closed_at: toInstant(at) })
      .where('organization_id', '=', organizationId)
      .where('member_id', 'in', batch)
      .where('state', '=', 'open')
      .returning(['id', 'member_id'])
      .execute();
    closed.push(...(await withMessages(trx, organizationId, rows)));
  });
  return closed;
}

/** Ends the reminders with one reason, so many at a time. */
export async function closeRemindersOf(
  trx: Trx,
  organizationId: OrganizationId,
  { reason, limit }: { reason: ReminderReason; limit: number },
  outcome: ReminderOutcome,
  at: Date,
): Promise<ClosedReminder[]> {
  const open = await trx
    .selectFrom('reminders')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('reason', '=', reason)
    .where(sql<boolean>`reason in ('scheduled') and state = 'open'`)
    .limit(limit)
    .execute();
  return closeByIds(
    trx,
    organizationId,
    open.map(({ id }) => id),
    outcome,
    at,
  );
}

async function closeByIds(
  trx: Trx,
  organizationId: OrganizationId,
  ids: readonly ReminderId[],
  outcome: ReminderOutcome,
  at: Date,
): Promise<ClosedReminder[]> {
  const closed: ClosedReminder[] = [];
  await inBatches(ids, async (batch) => {
    const rows = await trx
      .updateTable('reminders')
      .set({ state: 'closed', outcome, closed_at: toInstant(at) })
      .where('organization_id', '=', organizationId)
      .where('id', 'in', batch)
      .where('state', '=', 'open')
      .returning(['id', 'member_id'])
      .execute();
    closed.push(...(await withMessages(trx, organizationId, rows)));
  });
  return closed;
}

async function withMessages(
  trx: Trx,
  organizationId: OrganizationId,
  rows: readonly { id: ReminderId; member_id: MemberId }[],
): Promise<ClosedReminder[]> {
  const ids = rows.map(({ id }) => id);
  const messages = await findMessages(trx, organizationId, ids);
  return rows.map(({ id, member_id }) => ({ id, memberId: member_id, message: messages.get(id) ?? null }));
}

async function findMessages(trx: Trx, organizationId: OrganizationId, ids: readonly ReminderId[]) {
  const messages = new Map<ReminderId | null, SlackMessageRef>();
  await inBatches(ids, async (batch) => {
    const rows = await trx
      .selectFrom('deliveries')
      .select(['reminder_id', sql<string>`slack_channel`.as('channel'), sql<string>`slack_ts`.as('ts')])
      .where('organization_id', '=', organizationId)
      .where('reminder_id', 'in', batch)
      .where('channel', '=', 'slack')
      .where('state', '=', 'sent')
      .where('slack_channel', 'is not', null)
      .where('slack_ts', 'is not', null)
      .execute();
    for (const { reminder_id, channel, ts } of rows) messages.set(reminder_id, { channel, ts });
  });
  return messages;
}

/** Each member's last reminder, and whether nothing of it could be delivered. */
export async function findLastReminders(db: Db, organizationId: OrganizationId, memberIds: readonly MemberId[]) {
  if (memberIds.length === 0) return [];
  const rows = await db
    .selectFrom('reminders')
    .innerJoin('deliveries', 'deliveries.reminder_id', 'reminders.id')
    .select(['reminders.id', 'reminders.member_id', 'reminders.created_at'])
    .select(sql<number>`count(*) filter (where deliveries.state <> 'undeliverable')`.as('arrivable'))
    .where('reminders.organization_id', '=', organizationId)
    .where('reminders.member_id', 'in', memberIds)
    .groupBy(['reminders.id', 'reminders.member_id', 'reminders.created_at'])
    .orderBy('reminders.created_at')
    .execute();
  const last = new Map(rows.map((row) => [row.member_id, row]));
  return [...last.values()].map(({ member_id, created_at, arrivable }) => ({
    memberId: member_id,
    createdAt: fromInstant(created_at),
    undeliverable: arrivable === 0,
  }));
}
