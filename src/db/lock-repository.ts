import { sql } from 'kysely';
import type { MemberId, OrganizationId, ViolationId } from '../domain/ids.ts';
import { LIVE_LOCK_STATES, type LockState } from '../domain/locking.ts';
import { inBatches } from './batches.ts';
import type { Db, Trx } from './database.ts';
import { newId } from './ids.ts';
import { type Lock, toLock } from './lock-row.ts';
import { toInstant } from './values.ts';

export type { Lock } from './lock-row.ts';

export interface NewLock {
  memberId: MemberId;
  violationId: ViolationId;
  directory: string;
  externalId: string;
  state: 'waiting' | 'planned';
}

/** Returns whether it was written: an account has one lock at a time. */
export async function insertLock(trx: Trx, organizationId: OrganizationId, lock: NewLock, now: Date): Promise<boolean> {
  const row = await trx
    .insertInto('locks')
    .values({
      id: newId('lock'),
      organization_id: organizationId,
      member_id: lock.memberId,
      violation_id: lock.violationId,
      directory: lock.directory,
      external_id: lock.externalId,
      state: lock.state,
      created_at: toInstant(now),
      planned_at: lock.state === 'planned' ? toInstant(now) : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

function selectLocks(db: Db, organizationId: OrganizationId, states: readonly LockState[] = LIVE_LOCK_STATES) {
  return db
    .selectFrom('locks')
    .selectAll('locks')
    .where('locks.organization_id', '=', organizationId)
    .where('locks.state', 'in', states);
}

/** One page of the locks in these states, oldest first; `after` is the last of the page before. */
export async function listLocks(
  db: Db,
  organizationId: OrganizationId,
  { states, limit, after }: { states: readonly LockState[]; limit: number; after?: Lock | undefined },
): Promise<Lock[]> {
  const query = selectLocks(db, organizationId, states).orderBy('locks.created_at').orderBy('locks.id').limit(limit);
  const rest = after
    ? query.where(sql<boolean>`(locks.created_at, locks.id) > (${toInstant(after.createdAt)}, ${after.id})`)
    : query;
  return (await rest.execute()).map(toLock);
}

/** The locks of these members that are not over. */
export async function findLocksOf(
  db: Db,
  organizationId: OrganizationId,
  memberIds: readonly MemberId[],
  states: readonly LockState[] = LIVE_LOCK_STATES,
): Promise<Lock[]> {
  const found: Lock[] = [];
  await inBatches(memberIds, async (batch) => {
    const rows = await selectLocks(db, organizationId, states).where('locks.member_id', 'in', batch).execute();
    found.push(...rows.map(toLock));
  });
  return found;
}

/** What locks one can see at a glance. */
export interface LockCounts {
  locked: number;
  waiting: number;
  /** Locks and unlocks that have failed and are tried again. */
  failing: number;
  /** Those of the failing that are unlocks: somebody is kept out for no reason. */
  stuck: number;
}

export async function countLocks(db: Db, organizationId: OrganizationId): Promise<LockCounts> {
  return db
    .selectFrom('locks')
    .select([
      sql<number>`count(*) filter (where state in ('locked', 'unlocking'))`.as('locked'),
      sql<number>`count(*) filter (where state = 'waiting')`.as('waiting'),
      sql<number>`count(*) filter (where state in ('planned', 'locking', 'unlocking') and failures > 0)`.as('failing'),
      sql<number>`count(*) filter (where state = 'unlocking' and failures > 0)`.as('stuck'),
    ])
    .where('organization_id', '=', organizationId)
    .where('state', 'in', LIVE_LOCK_STATES)
    .executeTakeFirstOrThrow();
}

/** How many locks went their way since then: what the limit of the day counts. */
export async function countLocksSince(db: Db, organizationId: OrganizationId, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('locks')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .where('planned_at', '>', toInstant(since))
    .where('state', 'not in', ['dropped', 'found_locked'])
    .executeTakeFirstOrThrow();
  return count;
}

/** The accounts that Muster found locked by somebody else since then, as `directory id`. */
export async function listFoundLocked(db: Db, organizationId: OrganizationId, since: Date): Promise<Set<string>> {
  const rows = await db
    .selectFrom('locks')
    .select(['directory', 'external_id'])
    .where('organization_id', '=', organizationId)
    .where('state', '=', 'found_locked')
    .where('ended_at', '>', toInstant(since))
    .execute();
  return new Set(rows.map((row) => `${row.directory} ${row.external_id}`));
}

/** Somebody agrees to what waited at that moment. Returns how many locks that were. */
export async function allowLocks(
  trx: Trx,
  organizationId: OrganizationId,
  { before, by, now }: { before: Date; by: MemberId; now: Date },
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('locks')
    .set({ state: 'planned', planned_at: toInstant(now), allowed_by: by, told_at: null })
    .where('organization_id', '=', organizationId)
    .where('state', '=', 'waiting')
    .where('created_at', '<=', toInstant(before))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Of what these locks have become people are told once: returns those of which they were not. */
export async function claimUntold(
  trx: Trx,
  organizationId: OrganizationId,
  { state, now }: { state: 'waiting' | 'locked'; now: Date },
): Promise<Lock[]> {
  const rows = await trx
    .updateTable('locks')
    .set({ told_at: toInstant(now) })
    .where('organization_id', '=', organizationId)
    .where('state', '=', state)
    .where('told_at', 'is', null)
    .returningAll()
    .execute();
  return rows.map(toLock).sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}

/** When people were last told that locks wait; `null` when never, of those that still wait. */
export async function findWaitingTold(db: Db, organizationId: OrganizationId): Promise<Date | null> {
  const { told } = await db
    .selectFrom('locks')
    .select((eb) => eb.fn.max('told_at').as('told'))
    .where('organization_id', '=', organizationId)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return told === null ? null : new Date(told);
}
