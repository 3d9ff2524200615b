import { sql } from 'kysely';
import type { OrganizationId } from '../domain/ids.ts';
import { isUniqueViolation } from './constraint-error.ts';
import type { Db, Trx } from './database.ts';
import { type Reading, type ReadingClaim, type ReadingCounts, toReading } from './reading-row.ts';
import { toInstant } from './values.ts';

export interface ReadingLease {
  /** The clock of leases. */
  machineNow: Date;
  leaseMs: number;
}

function toLeaseEnd({ machineNow, leaseMs }: ReadingLease) {
  return toInstant(new Date(machineNow.getTime() + leaseMs));
}

/**
 * Takes the next reading to do: one that another process began and no longer holds, or one that was asked for and
 * whose directory is not being read. It starts at `now`, from the beginning: whoever claims clears what is staged.
 * `null` when there is none.
 */
export async function claimReading(
  db: Db,
  organizationId: OrganizationId,
  lease: ReadingLease & { now: Date },
): Promise<Reading | null> {
  const abandoned = sql<boolean>`state = 'running' and lease_until <= ${toInstant(lease.machineNow)}`;
  const free = sql<boolean>`state = 'requested' and not exists (
    select 1 from readings as other where other.organization_id = candidate.organization_id
    and other.directory = candidate.directory and other.state = 'running')`;
  const query = db
    .updateTable('readings')
    .set((eb) => ({
      state: 'running',
      started_at: toInstant(lease.now),
      lease_until: toLeaseEnd(lease),
      attempt: eb('attempt', '+', 1),
      people_read: 0,
    }))
    .where('id', '=', (eb) =>
      eb
        .selectFrom('readings as candidate')
        .select('candidate.id')
        .where('candidate.organization_id', '=', organizationId)
        .where(sql<boolean>`((${abandoned}) or (${free}))`)
        .orderBy('candidate.state', 'desc')
        .orderBy('candidate.requested_at')
        .orderBy('candidate.id')
        .limit(1),
    )
    .where(sql<boolean>`(state = 'requested' or (${abandoned}))`)
    .returningAll();
  try {
    const row = await query.executeTakeFirst();
    return row ? toReading(row) : null;
  } catch (error) {
    // Another process began to read this directory at the same moment.
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

function updateHeld(db: Db, { id, organizationId, attempt }: ReadingClaim) {
  return db
    .updateTable('readings')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'running');
}

/** Returns whether the reading is still ours. */
export async function renewReadingLease(db: Db, claim: ReadingClaim, lease: ReadingLease): Promise<boolean> {
  const query = updateHeld(db, claim).set({ lease_until: toLeaseEnd(lease) });
  return (await query.executeTakeFirst()).numUpdatedRows > 0n;
}

/** Returns whether the reading is still ours. */
export async function setReadingProgress(db: Db, claim: ReadingClaim, peopleRead: number): Promise<boolean> {
  const query = updateHeld(db, claim).set({ people_read: peopleRead });
  return (await query.executeTakeFirst()).numUpdatedRows > 0n;
}

/** Counts members whose status this pass has turned `unknown`, together with the change itself. */
export async function addTurnedUnknown(trx: Trx, claim: ReadingClaim, turned: number): Promise<void> {
  await updateHeld(trx, claim)
    .set((eb) => ({ turned_unknown: eb('turned_unknown', '+', turned) }))
    .execute();
}

/** Ends a pass that was complete and applied. Returns whether it was still ours; if not, undo what was applied. */
export async function completeReading(
  trx: Trx,
  claim: ReadingClaim,
  { counts, at }: { counts: ReadingCounts; at: Date },
): Promise<boolean> {
  const { counted, enabled, disabled, unknown } = counts;
  const query = updateHeld(trx, claim).set({
    state: 'completed',
    ended_at: toInstant(at),
    lease_until: null,
    ...{ counted, enabled, disabled, unknown },
  });
  return (await query.executeTakeFirst()).numUpdatedRows > 0n;
}

async function endWithout(
  db: Db,
  claim: ReadingClaim,
  end: { state: 'failed' | 'held'; code: string; sentence: string; at: Date },
): Promise<boolean> {
  const query = updateHeld(db, claim).set({
    state: end.state,
    ended_at: toInstant(end.at),
    lease_until: null,
    failure_code: end.code,
    failure: end.sentence,
  });
  return (await query.executeTakeFirst()).numUpdatedRows > 0n;
}

/** Ends a pass that could not be completed. Returns whether it was still ours. */
export async function failReading(
  db: Db,
  claim: ReadingClaim,
  { code, sentence, at }: { code: string; sentence: string; at: Date },
): Promise<boolean> {
  return endWithout(db, claim, { state: 'failed', code, sentence, at });
}

/** Ends a complete pass that is not believed until somebody agrees. Returns whether it was still ours. */
export async function holdReading(
  db: Db,
  claim: ReadingClaim,
  { reason, at }: { reason: string; at: Date },
): Promise<boolean> {
  return endWithout(db, claim, { state: 'held', code: 'held', sentence: reason, at });
}
