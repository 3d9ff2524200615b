import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseChoice, type DatabaseHandle, openDatabase } from '../../../src/db/database.ts';
import { migrateUp } from '../../../src/db/migrator.ts';
import { createTestDatabase } from '../../support/postgres.ts';

export const dialects = ['sqlite', 'postgres'] as const;
export type Dialect = (typeof dialects)[number];

export interface TestDatabase {
  handle: DatabaseHandle;
  choice: DatabaseChoice;
  /** What went wrong where no caller heard of it. */
  failures: unknown[];
  drop(): Promise<void>;
}

async function createPlace(dialect: Dialect): Promise<{ choice: DatabaseChoice; remove: () => Promise<void> }> {
  if (dialect === 'postgres') {
    const database = await createTestDatabase();
    return { choice: { type: 'postgres', url: database.url }, remove: () => database.drop() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'muster-db-'));
  return {
    choice: { type: 'sqlite', file: join(folder, 'muster.sqlite') },
    remove: () => rm(folder, { recursive: true }),
  };
}

/** An empty database of that kind. */
export async function createEmptyDatabase(dialect: Dialect): Promise<TestDatabase> {
  const { choice, remove } = await createPlace(dialect);
  const failures: unknown[] = [];
  const handle = openDatabase(choice, (error) => failures.push(error));
  const drop = async () => {
    await handle.close();
    await remove();
  };
  return { handle, choice, failures, drop };
}

/** A database with the newest schema. */
export async function createDatabase(dialect: Dialect): Promise<TestDatabase> {
  const database = await createEmptyDatabase(dialect);
  await migrateUp(database.handle.db);
  return database;
}
