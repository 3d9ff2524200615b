import type { Generated } from 'kysely';
import type { LockId, MemberId, OrganizationId, ViolationId } from '../domain/ids.ts';
import type { LockState } from '../domain/locking.ts';
import type { Instant } from './values.ts';

/** What Muster locks, and will unlock again. */
export interface LockTable {
  id: LockId;
  organization_id: OrganizationId;
  member_id: MemberId;
  violation_id: ViolationId;
  directory: string;
  external_id: string;
  state: LockState;
  created_at: Instant;
  /** Since when it may go on: what the limit of the day counts. `null` while it waits for consent. */
  planned_at: Instant | null;
  /** Who agreed, where the limit of the day was reached. */
  allowed_by: MemberId | null;
  locked_at: Instant | null;
  /** When the directory was last asked whether it is still locked. */
  checked_at: Instant | null;
  ended_at: Instant | null;
  /** When people were told of the state that it is in. */
  told_at: Instant | null;
  /** How often it was claimed. */
  attempt: Generated<number>;
  /** Failures in a row. */
  failures: Generated<number>;
  /** The machine's clock, this and the next. */
  lease_until: Instant | null;
  retry_at: Instant | null;
  /** The provider's own word for the last failure, or why it ended. */
  last_error: string | null;
  /** A sentence for people. */
  failure: string | null;
}
