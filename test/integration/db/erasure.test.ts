import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendAuditEvent, streamAuditEvents } from '../../../src/db/audit-repository.ts';
import { newId } from '../../../src/db/ids.ts';
import { findMember } from '../../../src/db/member-repository.ts';
import { saveSettings } from '../../../src/db/settings-repository.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import { toInstant } from '../../../src/db/values.ts';
import { EMPTY_CHAIN, verifyAuditChain } from '../../../src/domain/audit.ts';
import type { MemberId, OrganizationId } from '../../../src/domain/ids.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import { eraseFromServer, forgetOld } from '../../../src/service/members/erasing.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { addStandings, createOrganization, exempt, NOON } from './world.ts';

const DAY_MS = 24 * 60 * 60_000;
const AT = toInstant(NOON);
/** What must be found nowhere afterwards. */
const LUCY = { slackUserId: 'U0LUCYLEFT', name: 'Lucy Left', email: 'lucy.left@acme.example' };

function daysAfter(days: number) {
  return { now: () => new Date(NOON.getTime() + days * DAY_MS) };
}

describe.each(dialects)('erasing on %s', (dialect) => {
  let database: TestDatabase;
  let organizationId: OrganizationId;
  let lucy: MemberId;
  let olga: MemberId;
  beforeEach(async () => {
    database = await createDatabase(dialect);
    organizationId = (await createOrganization(database.handle.db)).id;
    const ids = await addStandings(database.handle, organizationId, [
      { ...LUCY, status: 'enabled', state: 'deactivated', timeZone: 'Europe/Paris' },
      { name: 'Olga Owner', email: 'olga@acme.example', status: 'enabled', role: 'owner' },
    ]);
    [lucy = lucy, olga = olga] = ids;
    await leaveTraces();
  });
  afterEach(() => database.drop());

  /** A row about Lucy in every table that can hold one. */
  async function leaveTraces(): Promise<void> {
    const { db } = database.handle;
    const common = { organization_id: organizationId, created_at: AT };
    await exempt(db, organizationId, lucy, olga, { startsAt: NOON, endsAt: new Date(NOON.getTime() + DAY_MS) });
    await db.updateTable('exemptions').set({ reason: 'Lucy Left is on leave' }).execute();
    const invitation = { ...common, expires_at: AT, withdrawn_at: null, sent_at: AT, expired_at: null };
    await db
      .insertInto('invitations')
      .values({ ...invitation, id: newId('invitation'), email: LUCY.email, invited_by: olga, accepted_by: lucy })
      .execute();
    const reminderId = newId('reminder');
    const noticeId = newId('notice');
    await db
      .insertInto('reminders')
      .values({
        ...{ ...common, id: reminderId, member_id: lucy, round_id: null, reason: 'manual', requested_by: olga },
        ...{ deadline: null, state: 'closed', outcome: 'left', closed_at: AT },
      })
      .execute();
    const payload = JSON.stringify({ kind: 'enforcement_stopped', by: { type: 'member', memberId: lucy } });
    await db
      .insertInto('notices')
      .values({ ...common, id: noticeId, kind: 'enforcement_stopped', payload, text: 'Lucy Left says so' })
      .execute();
    const approval = { id: newId('approval'), organization_id: organizationId, kind: 'stop', notice_id: noticeId };
    await db
      .insertInto('approvals')
      .values({
        ...{ ...approval, requested_by: lucy, requested_at: AT, announced: 0, state: 'lapsed', decided_at: AT },
        ...{ act: JSON.stringify({ type: 'stop', forMs: null, revision: 1 }), reason: 'Lucy Left asks' },
      })
      .execute();
    const delivery = {
      ...{ ...common, due_at: AT, retry_at: null, attempt: 1, failures: 1, lease_until: null },
      ...{ slack_channel: 'D0LUCY', slack_ts: '1.1' },
    };
    const refused = `550 no such user ${LUCY.email}`;
    await db
      .insertInto('deliveries')
      .values([
        {
          ...{ ...delivery, id: newId('delivery'), member_id: lucy, reminder_id: reminderId, notice_id: null },
          ...{ channel: 'email', state: 'undeliverable', last_error: refused, sent_at: null },
        },
        {
          ...{ ...delivery, id: newId('delivery'), member_id: olga, reminder_id: null, notice_id: noticeId },
          ...{ channel: 'slack', state: 'sent', last_error: null, sent_at: AT, slack_channel: 'D0OLGA' },
        },
      ])
      .execute();
    await inTransaction(database.handle, (trx) =>
      appendAuditEvent(trx, organizationId, {
        ...{ at: NOON, type: 'enforcement.off', actor: { type: 'member', id: lucy }, source: 'slack:modal' },
        ...{ subjectId: null, before: null, after: null },
      }),
    );
  }

  /** Every table as one text. */
  async function readAll(): Promise<string> {
    const { db } = database.handle;
    const tables = (await db.introspection.getTables()).filter(({ name }) => !name.startsWith('kysely_'));
    const rows = await Promise.all(tables.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(db)));
    return JSON.stringify(rows.map((result) => result.rows));
  }

  async function verify() {
    const events = [];
    for await (const page of streamAuditEvents(database.handle.db, organizationId)) events.push(...page);
    expect(verifyAuditChain(events, EMPTY_CHAIN)).toMatchObject({ ok: true });
    return events.map(({ type }) => type);
  }

  const erase = (memberId: MemberId, word = 'ERASE') =>
    eraseFromServer({ database: database.handle, clock: daysAfter(1) }, organizationId, { memberId, word });

  it('takes names, addresses and free text out of every table, and keeps the audit chain valid', async () => {
    const before = await readAll();
    for (const trace of [LUCY.name, LUCY.email, LUCY.slackUserId, 'D0LUCY', 'Europe/Paris'])
      expect(before).toContain(trace);
    expect(await erase(lucy)).toEqual({ type: 'done', value: null });
    const after = (await readAll()).toLowerCase();
    for (const trace of ['lucy', 'europe/paris']) expect(after).not.toContain(trace);
    expect(after).toContain('olga@acme.example');
    expect(await verify()).toEqual(['enforcement.off', 'member.erased']);
    expect(await findMember(database.handle.db, organizationId, lucy, NOON)).toMatchObject({ state: 'deactivated' });
  });

  it('is refused without the word, and for somebody who is still here', async () => {
    const before = await readAll();
    expect(await erase(lucy, 'erase')).toMatchObject({ refusal: { code: 'wrong_word' } });
    expect(await erase(olga)).toMatchObject({ refusal: { code: 'person_still_here' } });
    expect(await readAll()).toBe(before);
  });

  it('comes by itself when the retention is over, and not a day before', async () => {
    await inTransaction(database.handle, (trx) =>
      saveSettings(trx, organizationId, { ...DEFAULT_SETTINGS, retentionDays: 30 }, { changedBy: olga, now: NOON }),
    );
    const { db } = database.handle;
    const reading = {
      organization_id: organizationId,
      directory: 'slack',
      trigger: 'schedule',
      accepted_by: null,
      ...{ lease_until: null, attempt: 1, people_read: 2, counted: 1, enabled: 1, disabled: 0, unknown: 0 },
      ...{ failure_code: null, failure: null, requested_at: AT },
    } as const;
    const last = toInstant(new Date(NOON.getTime() + 1_000));
    const old = newId('reading');
    await db
      .insertInto('readings')
      .values([
        { ...reading, id: old, state: 'completed', started_at: AT, ended_at: AT },
        { ...reading, id: newId('reading'), state: 'completed', started_at: last, ended_at: last },
      ])
      .execute();
    await db.updateTable('accounts').set({ reading_id: old }).execute();

    const before = await readAll();
    await forgetOld({ database: database.handle, clock: daysAfter(29) }, organizationId);
    expect(await readAll()).toBe(before);

    // Ids sort by the machine's time, which is after these dates.
    const later = daysAfter(3_650);
    await forgetOld({ database: database.handle, clock: later }, organizationId);
    await forgetOld({ database: database.handle, clock: later }, organizationId);
    expect((await readAll()).toLowerCase()).not.toContain('lucy');
    for (const table of ['deliveries', 'reminders', 'notices'] as const)
      expect(await db.selectFrom(table).select('id').execute(), table).toEqual([]);
    expect((await db.selectFrom('readings').select('started_at').execute()).map((row) => row.started_at)).toEqual([
      last,
    ]);
    expect(await verify()).toEqual(['enforcement.off', 'member.erased']);
  });
});
