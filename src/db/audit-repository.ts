import type { Selectable } from 'kysely';
import { type AuditEvent, type AuditFacts, hashAuditEvent, toCanonicalJson } from '../domain/audit.ts';
import type { OrganizationId } from '../domain/ids.ts';
import type { AuditHead } from '../domain/message.ts';
import type { Db, Trx } from './database.ts';
import { newId } from './ids.ts';
import { parseJsonValue } from './json.ts';
import { assertFound } from './missing-row-error.ts';
import type { AuditEventTable } from './schema-audit.ts';
import { fromInstant, toInstant } from './values.ts';

const STREAM_PAGE = 500;

function toActor({ actor_type, actor_id }: Selectable<AuditEventTable>): AuditEvent['actor'] {
  if (actor_type !== 'member') return { type: actor_type };
  if (actor_id === null) throw new Error('an audit event of a member without an id');
  return { type: 'member', id: actor_id };
}

function toEvent(row: Selectable<AuditEventTable>): AuditEvent {
  return {
    id: row.id,
    organizationId: row.organization_id,
    sequence: row.sequence,
    at: fromInstant(row.at),
    type: row.type,
    actor: toActor(row),
    source: row.source,
    subjectId: row.subject_id,
    before: parseJsonValue(row.before),
    after: parseJsonValue(row.after),
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

function toRow(event: AuditEvent) {
  return {
    id: event.id,
    organization_id: event.organizationId,
    sequence: event.sequence,
    at: toInstant(event.at),
    type: event.type,
    actor_type: event.actor.type,
    actor_id: event.actor.type === 'member' ? event.actor.id : null,
    source: event.source,
    subject_id: event.subjectId,
    before: event.before === null ? null : toCanonicalJson(event.before),
    after: event.after === null ? null : toCanonicalJson(event.after),
    previous_hash: event.previousHash,
    hash: event.hash,
  };
}

/** Whoever appends waits for the one before, so that a chain never forks. */
async function lockChain(trx: Trx, organizationId: OrganizationId): Promise<AuditHead> {
  const head = await trx
    .updateTable('audit_chains')
    .set((eb) => ({ sequence: eb('sequence', '+', 1) }))
    .where('organization_id', '=', organizationId)
    .returning(['sequence', 'hash'])
    .executeTakeFirst();
  return assertFound(head, 'audit chain of', organizationId);
}

/** Writes the event at the end of the organization's chain, in the transaction of what it tells. */
export async function appendAuditEvent(
  trx: Trx,
  organizationId: OrganizationId,
  facts: AuditFacts,
): Promise<AuditEvent> {
  const { sequence, hash: previousHash } = await lockChain(trx, organizationId);
  const content = { ...facts, id: newId('auditEvent'), organizationId, sequence, previousHash };
  const event = { ...content, hash: hashAuditEvent(content) };
  await trx.insertInto('audit_events').values(toRow(event)).execute();
  await trx
    .updateTable('audit_chains')
    .set({ hash: event.hash })
    .where('organization_id', '=', organizationId)
    .execute();
  return event;
}

/** The end of the chain as it was last written; sequence 0 and no hash before the first event. */
export async function getAuditHead(db: Db, organizationId: OrganizationId): Promise<AuditHead> {
  const query = db.selectFrom('audit_chains').select(['sequence', 'hash']);
  const head = await query.where('organization_id', '=', organizationId).executeTakeFirst();
  return assertFound(head, 'audit chain of', organizationId);
}

interface AuditPage {
  limit: number;
  offset: number;
}

/** One page, newest first. */
export async function listAuditEvents(db: Db, organizationId: OrganizationId, page: AuditPage): Promise<AuditEvent[]> {
  return (await selectNewest(db, organizationId, page).execute()).map(toEvent);
}

/** The events that are about this member, newest first. */
export async function listAuditEventsAbout(
  db: Db,
  organizationId: OrganizationId,
  subjectId: string,
  page: AuditPage,
): Promise<AuditEvent[]> {
  const query = selectNewest(db, organizationId, page).where('subject_id', '=', subjectId);
  return (await query.execute()).map(toEvent);
}

function selectNewest(db: Db, organizationId: OrganizationId, { limit, offset }: AuditPage) {
  return db
    .selectFrom('audit_events')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('sequence', 'desc')
    .limit(limit)
    .offset(offset);
}

/** The whole chain, oldest first, page by page. */
export async function* streamAuditEvents(db: Db, organizationId: OrganizationId): AsyncGenerator<AuditEvent[]> {
  let last = 0;
  for (;;) {
    const rows = await db
      .selectFrom('audit_events')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('sequence', '>', last)
      .orderBy('sequence')
      .limit(STREAM_PAGE)
      .execute();
    const end = rows.at(-1);
    if (end === undefined) return;
    yield rows.map(toEvent);
    last = end.sequence;
  }
}
