import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { streamAuditEvents } from '../../../src/db/audit-repository.ts';
import type { DatabaseChoice, Db } from '../../../src/db/database.ts';
import { getEnforcement } from '../../../src/db/enforcement-repository.ts';
import { listGrants } from '../../../src/db/grant-repository.ts';
import { listMissing, tallyMembers } from '../../../src/db/member-list-repository.ts';
import { migrateUp, migrationStatus } from '../../../src/db/migrator.ts';
import { listOrganizations } from '../../../src/db/organization-repository.ts';
import { findLatestReading } from '../../../src/db/reading-repository.ts';
import { listOpenViolations } from '../../../src/db/violation-repository.ts';
import { EMPTY_CHAIN, verifyAuditChain } from '../../../src/domain/audit.ts';
import { createEmptyDatabase, type Dialect } from './databases.ts';

// A dump of a database of each release, with rows in every table: `releases/<last migration>.<dialect>.sql`. Frozen.
const FOLDER = path.join(import.meta.dirname, 'releases');
const dumps = readdirSync(FOLDER).map((file) => {
  const dialect: Dialect = file.endsWith('.sqlite.sql') ? 'sqlite' : 'postgres';
  return { file, dialect };
});

type Row = Record<string, unknown>;

async function load(choice: DatabaseChoice, text: string): Promise<void> {
  if (choice.type === 'sqlite') {
    const file = new Sqlite(choice.file);
    file.pragma('foreign_keys = OFF');
    file.exec(text);
    file.close();
    return;
  }
  const client = new pg.Client({ connectionString: choice.url });
  await client.connect();
  await client.query(text);
  await client.end();
}

async function readRows(db: Db): Promise<Map<string, Row[]>> {
  const tables = (await db.introspection.getTables()).filter(({ name }) => !name.startsWith('kysely_'));
  const rows = new Map<string, Row[]>();
  for (const { name } of tables) rows.set(name, (await sql<Row>`select * from ${sql.table(name)}`.execute(db)).rows);
  return rows;
}

describe.each(dumps)('the database of the release $file', ({ file, dialect }) => {
  it('comes up to now with every row as it was, and is read by today’s repositories', async () => {
    const database = await createEmptyDatabase(dialect);
    onTestFinished(() => database.drop());
    await load(database.choice, readFileSync(path.join(FOLDER, file), 'utf8'));
    const { db } = database.handle;
    const before = await readRows(db);
    for (const [table, rows] of before) expect(rows.length, table).toBeGreaterThan(0);

    expect((await migrateUp(db)).length).toBeGreaterThan(0);
    expect((await migrationStatus(db)).every(({ executedAt }) => executedAt !== null)).toBe(true);

    const after = await readRows(db);
    for (const [table, rows] of before) {
      expect(after.get(table)?.length, table).toBe(rows.length);
      for (const row of rows) expect(after.get(table), table).toContainEqual(expect.objectContaining(row));
    }
    await expectReadable(db);
  });
});

async function expectReadable(db: Db): Promise<void> {
  const [organization] = await listOrganizations(db);
  const id = organization?.id;
  if (id === undefined) throw new Error('the organization is gone');
  const now = new Date('2026-03-02T13:00:00.000Z');
  expect(await getEnforcement(db, id)).toMatchObject({ state: 'on', revision: 3 });
  expect(await tallyMembers(db, id, now)).toMatchObject({ counted: 2, enabled: 1, disabled: 1, pending: 1 });
  expect(await listMissing(db, id, now, { limit: 10 })).toHaveLength(1);
  expect(await listGrants(db, id)).toHaveLength(2);
  expect(await findLatestReading(db, id, 'slack', 'completed')).toMatchObject({ peopleRead: 4 });
  expect(await listOpenViolations(db, id, { limit: 10 })).toHaveLength(1);
  for await (const page of streamAuditEvents(db, id)) {
    expect(page).toHaveLength(2);
    expect(verifyAuditChain(page, EMPTY_CHAIN)).toMatchObject({ ok: true });
  }
}
