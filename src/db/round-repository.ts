import { type Selectable, sql } from 'kysely';
import type { MemberId, OrganizationId, ReadingId, RoundId } from '../domain/ids.ts';
import type { Db, Trx } from './database.ts';
import { parseReadingIds } from './json.ts';
import type { RoundTable } from './schema.ts';
import { fromInstant, toInstant } from './values.ts';

/** One press of *Send*. */
export interface Round {
  id: RoundId;
  requestedBy: MemberId;
  viewId: string | null;
  /** The readings that it waits for, one for each directory. */
  readingIds: ReadingId[];
  state: RoundTable['state'];
  /** How many reminders were written. */
  reminded: number;
  /** How many members were left out because they need none, or had one a moment ago. */
  skipped: number;
  createdAt: Date;
}

function toRound(row: Selectable<RoundTable>): Round {
  return {
    id: row.id,
    requestedBy: row.requested_by,
    viewId: row.view_id,
    readingIds: parseReadingIds(row.reading_ids),
    state: row.state,
    reminded: row.reminded,
    skipped: row.skipped,
    createdAt: fromInstant(row.created_at),
  };
}

/** Returns whether it is new: a second *Send* of one modal carries the same id. */
export async function insertRound(
  db: Db,
  organizationId: OrganizationId,
  round: Pick<Round, 'id' | 'requestedBy' | 'viewId' | 'readingIds' | 'createdAt'>,
): Promise<boolean> {
  const result = await db
    .insertInto('rounds')
    .values({
      id: round.id,
      organization_id: organizationId,
      requested_by: round.requestedBy,
      view_id: round.viewId,
      reading_ids: JSON.stringify(round.readingIds),
      state: 'waiting',
      reminded: 0,
      skipped: 0,
      created_at: toInstant(round.createdAt),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findRound(db: Db, organizationId: OrganizationId, id: RoundId): Promise<Round | null> {
  const query = db.selectFrom('rounds').selectAll().where('organization_id', '=', organizationId);
  const row = await query.where('id', '=', id).executeTakeFirst();
  return row ? toRound(row) : null;
}

/** Waits until nobody else works on it; `null` when there is no such round. */
export async function lockRound(trx: Trx, organizationId: OrganizationId, id: RoundId): Promise<Round | null> {
  const row = await trx
    .updateTable('rounds')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row ? toRound(row) : null;
}

/** Rounds that wait for their reading or are being sent, oldest first. */
export async function listOpenRounds(db: Db, organizationId: OrganizationId): Promise<Round[]> {
  const rows = await db
    .selectFrom('rounds')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`state in ('waiting', 'sending')`)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toRound);
}

export async function updateRound(
  db: Db,
  organizationId: OrganizationId,
  id: RoundId,
  patch: Partial<Pick<Round, 'state' | 'reminded' | 'skipped' | 'viewId'>>,
): Promise<void> {
  const { viewId, ...columns } = patch;
  await db
    .updateTable('rounds')
    .set({ ...columns, ...(viewId !== undefined && { view_id: viewId }) })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** The reminders of a round, each counted once: `total` is the sum of the others. */
export interface RoundTally {
  /** At least one message arrived. */
  sent: number;
  /** Nothing arrived yet, and something still may. */
  pending: number;
  /** Nothing arrived, and nothing will. */
  failed: number;
  /** Cancelled before anything was sent: MFA appeared meanwhile. */
  skipped: number;
  total: number;
}

/** How far a round is: read from the ledger of deliveries. */
export async function roundProgress(db: Db, organizationId: OrganizationId, id: RoundId): Promise<RoundTally> {
  const { rows } = await sql<Omit<RoundTally, 'total'>>`
    select
      count(*) filter (where has_sent) as sent,
      count(*) filter (where not has_sent and has_open) as pending,
      count(*) filter (where not has_sent and not has_open and has_failed) as failed,
      count(*) filter (where not has_sent and not has_open and not has_failed) as skipped
    from (
      select
        count(*) filter (where deliveries.state = 'sent') > 0 as has_sent,
        count(*) filter (where deliveries.state in ('due', 'sending')) > 0 as has_open,
        count(*) filter (where deliveries.state = 'undeliverable') > 0 as has_failed
      from reminders left join deliveries
        on deliveries.reminder_id = reminders.id and deliveries.channel <> 'slack_edit'
      where reminders.organization_id = ${organizationId} and reminders.round_id = ${id}
      group by reminders.id
    ) as per_reminder
  `.execute(db);
  const { sent, pending, failed, skipped } = rows[0] ?? { sent: 0, pending: 0, failed: 0, skipped: 0 };
  return { sent, pending, failed, skipped, total: sent + pending + failed + skipped };
}

/**
 * Makes due again what could not be delivered of the reminders that still ask and of which nothing arrived. Returns how
 * many members that are.
 */
export async function reviveRound(trx: Trx, organizationId: OrganizationId, id: RoundId, now: Date): Promise<number> {
  const rows = await trx
    .updateTable('deliveries')
    .set({ state: 'due', due_at: toInstant(now), retry_at: null, failures: 0, last_error: null })
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`state = 'undeliverable'`)
    .where('channel', '<>', 'slack_edit')
    .where('reminder_id', 'in', (eb) =>
      eb
        .selectFrom('reminders')
        .select('reminders.id')
        .where('reminders.organization_id', '=', organizationId)
        .where('reminders.round_id', '=', id)
        .where('reminders.state', '=', 'open')
        .where(sql<boolean>`not exists (select 1 from deliveries as arrived
          where arrived.reminder_id = reminders.id and arrived.state = 'sent')`),
    )
    .returning('member_id')
    .execute();
  return new Set(rows.map((row) => row.member_id)).size;
}

/** Who of these members has a reminder of this round already. */
export async function listRemindedInRound(
  db: Db,
  organizationId: OrganizationId,
  id: RoundId,
  memberIds: readonly MemberId[],
): Promise<MemberId[]> {
  if (memberIds.length === 0) return [];
  const rows = await db
    .selectFrom('reminders')
    .select('member_id')
    .where('organization_id', '=', organizationId)
    .where('round_id', '=', id)
    .where('member_id', 'in', memberIds)
    .execute();
  return rows.map((row) => row.member_id);
}
