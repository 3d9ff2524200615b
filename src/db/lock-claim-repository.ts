import { sql, type Updateable } from 'kysely';
import type { OrganizationId } from '../domain/ids.ts';
import type { Db, Trx } from './database.ts';
import { type Lock, type LockClaim, toLock } from './lock-row.ts';
import type { LockTable } from './schema-locks.ts';
import { toInstant } from './values.ts';

type LockColumns = Updateable<LockTable>;

export interface LockLease {
  /** The clock of leases and of retries. */
  machineNow: Date;
  leaseMs: number;
}

function isFree(machineNow: Date) {
  const machine = toInstant(machineNow);
  return sql<boolean>`(locks.lease_until is null or locks.lease_until <= ${machine})
    and (locks.retry_at is null or locks.retry_at <= ${machine})`;
}

/** Nothing is changed while Slack has turned the organization away. */
const IS_HERE = sql<boolean>`exists (select 1 from organizations
  where organizations.id = locks.organization_id and organizations.away_since is null)`;

/** To be locked or unlocked now, or not looked after since `checkedBefore`. */
function isDue({ machineNow, checkedBefore }: { machineNow: Date; checkedBefore: Date }) {
  return sql<boolean>`(locks.state in ('planned', 'locking', 'unlocking')
    or (locks.state = 'locked' and locks.checked_at <= ${toInstant(checkedBefore)}))
    and ${isFree(machineNow)} and ${IS_HERE}`;
}

/**
 * Takes the next lock to work on, unlocks first; `null` when there is none. It stays with whoever has its attempt until
 * the lease is over.
 */
export async function claimLock(
  db: Db,
  organizationId: OrganizationId,
  { leaseMs, ...due }: LockLease & { checkedBefore: Date },
): Promise<Lock | null> {
  const row = await db
    .updateTable('locks')
    .set((eb) => ({
      attempt: eb('attempt', '+', 1),
      lease_until: toInstant(new Date(due.machineNow.getTime() + leaseMs)),
    }))
    .where('locks.id', '=', (eb) =>
      eb
        .selectFrom('locks')
        .select('locks.id')
        .where('locks.organization_id', '=', organizationId)
        .where(isDue(due))
        .orderBy(sql`case locks.state when 'unlocking' then 0 when 'locked' then 2 else 1 end`)
        .orderBy('locks.created_at')
        .orderBy('locks.id')
        .limit(1),
    )
    .where(isDue(due))
    .returningAll()
    .executeTakeFirst();
  return row ? toLock(row) : null;
}

function updateClaimed(db: Db, { id, attempt, state }: LockClaim) {
  return db
    .updateTable('locks')
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', state)
    .where('lease_until', 'is not', null);
}

/** Returns whether the lock is still ours. */
export async function renewLockLease(db: Db, claim: LockClaim, { machineNow, leaseMs }: LockLease): Promise<boolean> {
  const lease_until = toInstant(new Date(machineNow.getTime() + leaseMs));
  return (await updateClaimed(db, claim).set({ lease_until }).executeTakeFirst()).numUpdatedRows > 0n;
}

/** Writes what has become of a lock while it is ours. Returns whether it was. */
export async function markLock(db: Db, claim: LockClaim, columns: LockColumns): Promise<boolean> {
  return (await updateClaimed(db, claim).set(columns).executeTakeFirst()).numUpdatedRows > 0n;
}

/** Writes a change of a lock that nobody holds. Returns whether nobody has claimed or changed it since it was read. */
export async function changeLock(trx: Trx, { id, state, attempt }: LockClaim, columns: LockColumns): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('locks')
    .set(columns)
    .where('id', '=', id)
    .where('state', '=', state)
    .where('attempt', '=', attempt)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The directory may have heard "lock" from a process that no longer held it: whatever became of it, it is unlocked again. */
export async function reopenForUnlock(trx: Trx, { id }: Pick<LockClaim, 'id'>): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('locks')
    .set({ state: 'unlocking', ended_at: null, retry_at: null })
    .where('id', '=', id)
    .where('state', 'in', ['unlocked', 'dropped', 'found_locked', 'undone'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Free locks whose ground may have gone: a page of them, oldest first, is for the rule to judge. */
export async function listFreeLocks(
  db: Db,
  organizationId: OrganizationId,
  { machineNow, limit, after }: { machineNow: Date; limit: number; after?: Lock | undefined },
): Promise<(Lock & { violationOpen: boolean })[]> {
  const machine = toInstant(machineNow);
  const query = db
    .selectFrom('locks')
    .innerJoin('violations', 'violations.id', 'locks.violation_id')
    .selectAll('locks')
    .select('violations.closed_at')
    .where('locks.organization_id', '=', organizationId)
    .where('locks.state', 'in', ['waiting', 'planned', 'locking', 'locked'])
    .where(sql<boolean>`(locks.lease_until is null or locks.lease_until <= ${machine})`)
    .orderBy('locks.created_at')
    .orderBy('locks.id')
    .limit(limit);
  const rest = after
    ? query.where(sql<boolean>`(locks.created_at, locks.id) > (${toInstant(after.createdAt)}, ${after.id})`)
    : query;
  return (await rest.execute()).map((row) => ({ ...toLock(row), violationOpen: row.closed_at === null }));
}

/**
 * Organizations in which something is to be locked or unlocked at once. What only the time brings about (a grace period
 * that ends, an exemption, a look whether it is still locked) is left to the tick.
 */
export async function listOrganizationsToLock(db: Db, machineNow: Date): Promise<OrganizationId[]> {
  const rows = await db
    .selectFrom('locks')
    .innerJoin('violations', 'violations.id', 'locks.violation_id')
    .innerJoin('members', 'members.id', 'locks.member_id')
    .select('locks.organization_id')
    .distinct()
    .where('locks.state', 'in', ['waiting', 'planned', 'locking', 'locked', 'unlocking'])
    .where(
      sql<boolean>`(locks.state in ('planned', 'locking', 'unlocking')
      or (violations.closed_at is not null and (locks.state <> 'locked' or members.state <> 'deactivated')))`,
    )
    .where(isFree(machineNow))
    .where(IS_HERE)
    .execute();
  return rows.map((row) => row.organization_id);
}
