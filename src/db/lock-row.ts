import type { Selectable } from 'kysely';
import type { LockId, MemberId, OrganizationId, ViolationId } from '../domain/ids.ts';
import type { LockState } from '../domain/locking.ts';
import type { LockTable } from './schema-locks.ts';
import { fromInstant, fromInstantOrNull } from './values.ts';

/** One account that Muster locks, or has locked. */
export interface Lock {
  id: LockId;
  organizationId: OrganizationId;
  memberId: MemberId;
  violationId: ViolationId;
  directory: string;
  externalId: string;
  state: LockState;
  createdAt: Date;
  lockedAt: Date | null;
  /** How often it was claimed; together with the id it says who holds it. */
  attempt: number;
  /** Failures in a row. */
  failures: number;
  /** What went wrong last, as a sentence for people. */
  failure: string | null;
}

/** A lock as somebody last saw it: what was changed since then is not overwritten. */
export type LockClaim = Pick<Lock, 'id' | 'attempt' | 'state'>;

export function toLock(row: Selectable<LockTable>): Lock {
  return {
    id: row.id,
    organizationId: row.organization_id,
    memberId: row.member_id,
    violationId: row.violation_id,
    directory: row.directory,
    externalId: row.external_id,
    state: row.state,
    createdAt: fromInstant(row.created_at),
    lockedAt: fromInstantOrNull(row.locked_at),
    attempt: row.attempt,
    failures: row.failures,
    failure: row.failure,
  };
}
