import { createHash } from 'node:crypto';
import type { AuditEventId, MemberId, OrganizationId } from './ids.ts';
import type { AuditHead } from './message.ts';

export const AUDIT_EVENT_TYPES = [
  'enforcement.on',
  'enforcement.off',
  'enforcement.armed',
  'enforcement.scheduled',
  'enforcement.disarmed',
  'enforcement.paused',
  'enforcement.waits',
  'enforcement.lapsed',
  'date_notice.sent',
  'arm.refused',
  'approval.requested',
  'approval.approved',
  'approval.declined',
  'approval.withdrawn',
  'approval.lapsed',
  'approval.took_effect',
  'approval.void',
  'approval.refused',
  'enforce.requested',
  'enforce.refused',
  'enforce.cancelled',
  'stop.refused',
  'grant.added',
  'grant.removed',
  'grant.refused',
  'grants.voided',
  'reminder.sent',
  'round.sent',
  'violation.opened',
  'violation.closed',
  'lock.planned',
  'lock.waiting',
  'lock.allowed',
  'lock.locked',
  'lock.failed',
  'lock.dropped',
  'lock.unlocked',
  'lock.undone',
  'lock.released',
  'lock.refused',
  'unlock.failed',
  'member.pending',
  'member.admitted',
  'member.deactivated',
  'member.erased',
  'reading.held',
  'reading.accepted',
  'accept.refused',
  'exempt.added',
  'exempt.ended',
  'exempt.refused',
  'settings.changed',
  'settings.refused',
  'campaign.started',
  'campaign.edited',
  'campaign.paused',
  'campaign.resumed',
  'campaign.ended',
  'organization.away',
  'organization.returned',
  'invitation.sent',
  'invitation.withdrawn',
  'invitation.expired',
  'invitation.accepted',
  'invitation.refused',
  'link.added',
  'link.removed',
  'link.refused',
] as const;
export type AuditEventType = (typeof AUDIT_EVENT_TYPES)[number];

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Who did it: a member, somebody at the server's command line, or Muster by a rule. */
export type AuditActor = { type: 'member'; id: MemberId } | { type: 'server' } | { type: 'muster' };

/** What happened, in ids and numbers: never a name, an address or free text. */
export interface AuditFacts {
  type: AuditEventType;
  at: Date;
  actor: AuditActor;
  /** Where it came from: `slash_command`, `modal`, `home`, `cli`, `reading` … */
  source: string;
  /** The id of what it was done to. */
  subjectId: string | null;
  before: JsonValue;
  after: JsonValue;
}

/** An event as written: `hash` covers all of it and the hash before. */
export interface AuditEvent extends Omit<AuditFacts, 'type'> {
  id: AuditEventId;
  organizationId: OrganizationId;
  sequence: number;
  /** An `AuditEventType`, or one that an older version wrote. */
  type: string;
  previousHash: string;
  hash: string;
}

/** The head of a chain without events. */
export const EMPTY_CHAIN: AuditHead = { sequence: 0, hash: '' };

/** The one JSON text of a value: keys in code unit order, no white space. */
export function toCanonicalJson(value: JsonValue): string {
  return JSON.stringify(value, (_key, part: unknown) => (isRecord(part) ? sortKeys(part) : part));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sortKeys(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** SHA-256, as hex, over everything in the event and the hash of the event before it. */
export function hashAuditEvent(event: Omit<AuditEvent, 'hash'>): string {
  const { id, organizationId, sequence, type, at, actor, source, subjectId, before, after, previousHash } = event;
  const actorId = actor.type === 'member' ? actor.id : null;
  const content = toCanonicalJson({
    ...{ id, organizationId, sequence, type, at: at.toISOString(), actorType: actor.type, actorId },
    ...{ source, subjectId, before, after, previousHash },
  });
  return createHash('sha256').update(content).digest('hex');
}

export type ChainVerdict =
  | { ok: true; head: AuditHead }
  | { ok: false; sequence: number; reason: 'missing' | 'changed' | 'unchained' };

/**
 * Recomputes the chain over events in their order, oldest first. `head` is where it starts: the end of the
 * part before, or nothing. The verdict names the first event that is missing, was changed, or does not follow.
 */
export function verifyAuditChain(events: Iterable<AuditEvent>, head: AuditHead = EMPTY_CHAIN): ChainVerdict {
  let last = head;
  for (const event of events) {
    const sequence = last.sequence + 1;
    if (event.sequence !== sequence) return { ok: false, sequence, reason: 'missing' };
    if (event.previousHash !== last.hash) return { ok: false, sequence, reason: 'unchained' };
    if (event.hash !== hashAuditEvent(event)) return { ok: false, sequence, reason: 'changed' };
    last = { sequence, hash: event.hash };
  }
  return { ok: true, head: last };
}
