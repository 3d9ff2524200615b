import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  appendAuditEvent,
  getAuditHead,
  listAuditEvents,
  listAuditEventsAbout,
  streamAuditEvents,
} from '../../../src/db/audit-repository.ts';
import { newId } from '../../../src/db/ids.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import { type AuditFacts, EMPTY_CHAIN, verifyAuditChain } from '../../../src/domain/audit.ts';
import type { OrganizationId } from '../../../src/domain/ids.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { createOrganization, minutesAfter, NOON } from './world.ts';

const ACTOR = newId('member');

function facts(patch: Partial<AuditFacts> = {}): AuditFacts {
  const base = { type: 'enforcement.on', at: NOON, source: 'cli', subjectId: null, before: null } as const;
  return { ...base, actor: { type: 'member', id: ACTOR }, after: { state: 'on', revision: 1 }, ...patch };
}

describe.each(dialects)('the audit trail on %s', (dialect) => {
  let database: TestDatabase;
  let organizationId: OrganizationId;
  beforeAll(async () => {
    database = await createDatabase(dialect);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    organizationId = (await createOrganization(database.handle.db)).id;
  });

  const append = (patch: Partial<AuditFacts> = {}) =>
    inTransaction(database.handle, (trx) => appendAuditEvent(trx, organizationId, facts(patch)));
  const verify = async () => {
    const events = [];
    for await (const page of streamAuditEvents(database.handle.db, organizationId)) events.push(...page);
    return verifyAuditChain(events);
  };

  it('is a chain per organization, without gaps, even when many write at once', async () => {
    const { db } = database.handle;
    expect(await getAuditHead(db, organizationId)).toEqual(EMPTY_CHAIN);
    await Promise.all(Array.from({ length: 20 }, (_, index) => append({ at: minutesAfter(index) })));
    const head = await getAuditHead(db, organizationId);
    expect(head.sequence).toBe(20);
    expect(await verify()).toEqual({ ok: true, head });
    const elsewhere = await createOrganization(db);
    expect(await getAuditHead(db, elsewhere.id)).toEqual(EMPTY_CHAIN);
  });

  it('comes back as it was written', async () => {
    const event = await append({
      actor: { type: 'server' },
      subjectId: ACTOR,
      before: { list: [1, 'zwei', { b: null, a: true }], text: 'é "quoted"' },
      after: null,
    });
    expect(await listAuditEvents(database.handle.db, organizationId, { limit: 5, offset: 0 })).toEqual([event]);
  });

  it('writes nothing when the change that it tells is taken back', async () => {
    const work = inTransaction(database.handle, async (trx) => {
      await appendAuditEvent(trx, organizationId, facts());
      throw new Error('taken back');
    });
    await expect(work).rejects.toThrow('taken back');
    expect(await getAuditHead(database.handle.db, organizationId)).toEqual(EMPTY_CHAIN);
    expect(await append()).toMatchObject({ sequence: 1, previousHash: '' });
  });

  it('is listed newest first, all of it or what is about one member', async () => {
    const { db } = database.handle;
    for (const subjectId of [ACTOR, null, ACTOR]) await append({ subjectId });
    const sequences = (events: { sequence: number }[]) => events.map(({ sequence }) => sequence);
    expect(sequences(await listAuditEvents(db, organizationId, { limit: 2, offset: 0 }))).toEqual([3, 2]);
    expect(sequences(await listAuditEvents(db, organizationId, { limit: 2, offset: 2 }))).toEqual([1]);
    const about = await listAuditEventsAbout(db, organizationId, ACTOR, { limit: 5, offset: 0 });
    expect(sequences(about)).toEqual([3, 1]);
  });

  it('cannot be changed or deleted in the database', async () => {
    const { db } = database.handle;
    await append();
    const change = db
      .updateTable('audit_events')
      .set({ type: 'grant.added' })
      .where('organization_id', '=', organizationId);
    await expect(change.execute()).rejects.toThrow('append-only');
    const remove = db.deleteFrom('audit_events').where('organization_id', '=', organizationId);
    await expect(remove.execute()).rejects.toThrow('append-only');
    expect(await verify()).toMatchObject({ ok: true });
  });

  it('shows what was changed by force', async () => {
    const { db } = database.handle;
    for (const minute of [1, 2, 3]) await append({ at: minutesAfter(minute) });
    const target = dialect === 'postgres' ? sql`on audit_events` : sql``;
    await sql`drop trigger audit_events_frozen ${target}`.execute(db);
    await db
      .updateTable('audit_events')
      .set({ actor_id: newId('member') })
      .where('organization_id', '=', organizationId)
      .where('sequence', '=', 2)
      .execute();
    expect(await verify()).toEqual({ ok: false, sequence: 2, reason: 'changed' });
  });
});
