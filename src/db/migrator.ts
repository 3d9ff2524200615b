import { type MigrationResultSet, Migrator, NO_MIGRATIONS } from 'kysely';
import { migrations } from '../../migrations/index.ts';
import type { Db } from './database.ts';

/** One migration and whether the database has it. */
export interface MigrationStatus {
  name: string;
  executedAt: Date | null;
}

function createMigrator(db: Db): Migrator {
  return new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
}

/** Kysely returns the error instead of throwing it. */
function getExecutedNames({ error, results }: MigrationResultSet): string[] {
  if (error !== undefined) throw error;
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName);
}

/** Brings the schema up to date; returns the migrations that it took. All or nothing, on both databases. */
export async function migrateUp(db: Db): Promise<string[]> {
  return getExecutedNames(await createMigrator(db).migrateToLatest());
}

/** Takes back the last migration, or all; returns the migrations that it took back. */
export async function migrateDown(db: Db, extent: 'one' | 'all'): Promise<string[]> {
  const migrator = createMigrator(db);
  return getExecutedNames(await (extent === 'one' ? migrator.migrateDown() : migrator.migrateTo(NO_MIGRATIONS)));
}

/** Every migration, in order. */
export async function migrationStatus(db: Db): Promise<MigrationStatus[]> {
  const found = await createMigrator(db).getMigrations();
  return found.map(({ name, executedAt }) => ({ name, executedAt: executedAt ?? null }));
}
