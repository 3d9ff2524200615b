import type { Selectable } from 'kysely';
import type { MemberId, OrganizationId, ReadingId } from '../domain/ids.ts';
import type { ReadingState, ReadingTable } from './schema.ts';
import { fromInstant, fromInstantOrNull } from './values.ts';

export type ReadingTrigger = ReadingTable['trigger'];

/** What a completed reading found. */
export interface ReadingCounts {
  counted: number;
  enabled: number;
  disabled: number;
  unknown: number;
}

export interface Reading {
  id: ReadingId;
  organizationId: OrganizationId;
  directory: string;
  trigger: ReadingTrigger;
  /** Who agreed to what an earlier pass was held for. */
  acceptedBy: MemberId | null;
  state: ReadingState;
  requestedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  /** How often it was started; together with the id it says who holds it. */
  attempt: number;
  peopleRead: number;
  counts: ReadingCounts | null;
  /** Counted members whose status it has turned `unknown`. */
  turnedUnknown: number;
  /** The provider's word for what went wrong. */
  failureCode: string | null;
  /** What went wrong, as a sentence for people. */
  failure: string | null;
}

/** The process that holds a reading, as long as nobody took it over. */
export type ReadingClaim = Pick<Reading, 'id' | 'organizationId' | 'attempt'>;

function toCounts(row: Selectable<ReadingTable>): ReadingCounts | null {
  const { counted, enabled, disabled, unknown } = row;
  if (counted === null || enabled === null || disabled === null || unknown === null) return null;
  return { counted, enabled, disabled, unknown };
}

export function toReading(row: Selectable<ReadingTable>): Reading {
  return {
    id: row.id,
    organizationId: row.organization_id,
    directory: row.directory,
    trigger: row.trigger,
    acceptedBy: row.accepted_by,
    state: row.state,
    requestedAt: fromInstant(row.requested_at),
    startedAt: fromInstantOrNull(row.started_at),
    endedAt: fromInstantOrNull(row.ended_at),
    attempt: row.attempt,
    peopleRead: row.people_read,
    counts: toCounts(row),
    turnedUnknown: row.turned_unknown,
    failureCode: row.failure_code,
    failure: row.failure,
  };
}
