import { type Selectable, sql } from 'kysely';
import type { MemberId, OrganizationId, ViolationId } from '../domain/ids.ts';
import type { Person } from '../domain/member.ts';
import { type GraceClock, graceUsedMs } from '../domain/violation.ts';
import { inBatches } from './batches.ts';
import type { Db, Trx } from './database.ts';
import { newId } from './ids.ts';
import { exemptAt } from './member-selection.ts';
import type { ViolationTable } from './schema.ts';
import { fromInstant, fromInstantOrNull, toInstant } from './values.ts';

export interface Violation {
  id: ViolationId;
  memberId: MemberId;
  openedAt: Date;
  closedAt: Date | null;
  grace: GraceClock;
  /** When owners were last told that it is overdue. */
  overdueToldAt: Date | null;
}

function toViolation(row: Selectable<ViolationTable>): Violation {
  return {
    id: row.id,
    memberId: row.member_id,
    openedAt: fromInstant(row.opened_at),
    closedAt: fromInstantOrNull(row.closed_at),
    grace: { usedMs: row.grace_used_ms, runningSince: fromInstantOrNull(row.grace_running_since) },
    overdueToldAt: fromInstantOrNull(row.overdue_told_at),
  };
}

/** Opens one, with its grace clock running; `null` when the member has an open one. */
export async function openViolation(
  trx: Trx,
  organizationId: OrganizationId,
  { memberId, now }: { memberId: MemberId; now: Date },
): Promise<Violation | null> {
  const row = await trx
    .insertInto('violations')
    .values({
      id: newId('violation'),
      organization_id: organizationId,
      member_id: memberId,
      opened_at: toInstant(now),
      grace_used_ms: 0,
      grace_running_since: toInstant(now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ? toViolation(row) : null;
}

function selectOpen(db: Db, organizationId: OrganizationId) {
  return db
    .selectFrom('violations')
    .selectAll('violations')
    .where('violations.organization_id', '=', organizationId)
    .where('violations.closed_at', 'is', null);
}

/** The open violations among these members, in no particular order. */
export async function findOpenViolations(
  db: Db,
  organizationId: OrganizationId,
  memberIds: readonly MemberId[],
): Promise<Violation[]> {
  const found: Violation[] = [];
  await inBatches(memberIds, async (batch) => {
    const rows = await selectOpen(db, organizationId).where('member_id', 'in', batch).execute();
    found.push(...rows.map(toViolation));
  });
  return found;
}

export async function findOpenViolation(db: Db, organizationId: OrganizationId, memberId: MemberId) {
  const [violation] = await findOpenViolations(db, organizationId, [memberId]);
  return violation ?? null;
}

/** Closes the open violations of these members, and returns them. */
export async function closeViolations(
  trx: Trx,
  organizationId: OrganizationId,
  memberIds: readonly MemberId[],
  now: Date,
): Promise<Violation[]> {
  const open = await findOpenViolations(trx, organizationId, memberIds);
  for (const violation of open) {
    await updateViolation(trx, organizationId, violation.id, {
      closed_at: toInstant(now),
      grace_used_ms: graceUsedMs(violation.grace, now),
      grace_running_since: null,
    });
  }
  return open.map((violation) => ({ ...violation, closedAt: now }));
}

async function updateViolation(
  trx: Trx,
  organizationId: OrganizationId,
  id: ViolationId,
  columns: Partial<Selectable<ViolationTable>>,
): Promise<void> {
  await trx
    .updateTable('violations')
    .set(columns)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .execute();
}

async function findViolation(db: Db, organizationId: OrganizationId, id: ViolationId): Promise<Violation | null> {
  const row = await selectOpen(db, organizationId).where('id', '=', id).executeTakeFirst();
  return row ? toViolation(row) : null;
}

/** The grace clock stands still from now on. */
export async function stopGrace(trx: Trx, organizationId: OrganizationId, id: ViolationId, now: Date): Promise<void> {
  const violation = await findViolation(trx, organizationId, id);
  if (violation === null) return;
  const grace_used_ms = graceUsedMs(violation.grace, now);
  await updateViolation(trx, organizationId, id, { grace_used_ms, grace_running_since: null });
}

/**
 * The grace clock runs on from now; one that runs already is left alone. Its start is moved back by what was used
 * before, so that who is overdue can be asked of the database by comparing one column.
 */
export async function startGrace(trx: Trx, organizationId: OrganizationId, id: ViolationId, now: Date): Promise<void> {
  const violation = await findViolation(trx, organizationId, id);
  if (violation === null || violation.grace.runningSince !== null) return;
  await updateViolation(trx, organizationId, id, {
    grace_used_ms: 0,
    grace_running_since: toInstant(new Date(now.getTime() - violation.grace.usedMs)),
  });
}

/** Gives the whole grace period anew: the clock begins at nothing, and stands still if it did. */
export async function restartGrace(
  trx: Trx,
  organizationId: OrganizationId,
  id: ViolationId,
  now: Date,
): Promise<void> {
  const violation = await findViolation(trx, organizationId, id);
  if (violation === null) return;
  await updateViolation(trx, organizationId, id, {
    grace_used_ms: 0,
    grace_running_since: violation.grace.runningSince === null ? null : toInstant(now),
    overdue_told_at: null,
  });
}

export interface ViolationOf extends Violation {
  person: Person;
}

function selectOpenWithPerson(db: Db, organizationId: OrganizationId, limit: number) {
  return selectOpen(db, organizationId)
    .innerJoin('members', 'members.id', 'violations.member_id')
    .select(['members.name', 'members.slack_user_id'])
    .orderBy('violations.opened_at')
    .orderBy('violations.id')
    .limit(limit);
}

type ViolationWithPersonRow = Selectable<ViolationTable> & { name: string; slack_user_id: string | null };

function toViolationOf(row: ViolationWithPersonRow): ViolationOf {
  const person = { memberId: row.member_id, slackUserId: row.slack_user_id, name: row.name };
  return { ...toViolation(row), person };
}

/** One page of the open violations, oldest first; `after` is the last of the page before. */
export async function listOpenViolations(
  db: Db,
  organizationId: OrganizationId,
  { limit, after }: { limit: number; after?: Pick<Violation, 'openedAt' | 'id'> | undefined },
): Promise<ViolationOf[]> {
  const query = selectOpenWithPerson(db, organizationId, limit);
  const rest = after
    ? query.where(sql<boolean>`(violations.opened_at, violations.id) > (${toInstant(after.openedAt)}, ${after.id})`)
    : query;
  return (await rest.execute()).map(toViolationOf);
}

/** Those of somebody exempt wait, and are not counted. */
export async function countOpenViolations(db: Db, organizationId: OrganizationId, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom('violations')
    .innerJoin('members', 'members.id', 'violations.member_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('violations.organization_id', '=', organizationId)
    .where('closed_at', 'is', null)
    .where(exemptAt(now), '=', 0)
    .executeTakeFirstOrThrow();
  return count;
}

/** Which open violations owners are told of: grace used up, not locked, and not told since `toldBefore`. */
export interface Overdue {
  now: Date;
  graceMs: number;
  toldBefore: Date;
}

/** Who is locked, or is just being locked, is not left to the owners. */
function isOverdue({ now, graceMs, toldBefore }: Overdue) {
  const latestStart = toInstant(new Date(now.getTime() - graceMs));
  return sql<boolean>`violations.closed_at is null and violations.grace_running_since <= ${latestStart}
    and (violations.overdue_told_at is null or violations.overdue_told_at <= ${toInstant(toldBefore)})
    and not exists (select 1 from locks where locks.violation_id = violations.id
      and (locks.state = 'locked' or (locks.state in ('planned', 'locking') and locks.failures = 0)))`;
}

/** The first of them, oldest first. */
export async function listOverdue(
  db: Db,
  organizationId: OrganizationId,
  { limit, ...overdue }: Overdue & { limit: number },
): Promise<ViolationOf[]> {
  const rows = await selectOpenWithPerson(db, organizationId, limit).where(isOverdue(overdue)).execute();
  return rows.map(toViolationOf);
}

/** Owners are told of all of them. Returns how many they are. */
export async function markOverdueTold(trx: Trx, organizationId: OrganizationId, overdue: Overdue): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('violations')
    .set({ overdue_told_at: toInstant(overdue.now) })
    .where('organization_id', '=', organizationId)
    .where(isOverdue(overdue))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
