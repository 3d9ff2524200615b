import type { AuditEventId, MemberId, OrganizationId } from '../domain/ids.ts';
import type { Instant, Json } from './values.ts';

/** The end of an organization's chain; its row is locked by whoever appends. */
export interface AuditChainTable {
  organization_id: OrganizationId;
  /** 0 and an empty hash before the first event. */
  sequence: number;
  hash: string;
}

/** Append-only; `hash` covers the event and the hash before it. Ids only: no name, address or free text. */
export interface AuditEventTable {
  id: AuditEventId;
  organization_id: OrganizationId;
  sequence: number;
  at: Instant;
  type: string;
  actor_type: 'member' | 'server' | 'muster';
  actor_id: MemberId | null;
  source: string;
  subject_id: string | null;
  before: Json | null;
  after: Json | null;
  previous_hash: string;
  hash: string;
}

/** Events of Slack that were handled: Slack delivers them up to four times. */
export interface HandledEventTable {
  organization_id: OrganizationId;
  event_id: string;
  handled_at: Instant;
}
