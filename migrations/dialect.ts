import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely';

/** The few places in which the two databases need different words. */
export function isPostgres(db: Kysely<unknown>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/** Text that is ordered by its bytes on both databases, so that pages continue where they ended. */
export function byteOrderedText(db: Kysely<unknown>) {
  return isPostgres(db) ? sql`text collate "C"` : sql`text`;
}

/** Adds a column where it is not there yet: SQLite has no `add column if not exists`. */
export async function addColumn(
  db: Kysely<unknown>,
  table: string,
  column: string,
  definition: RawBuilder<unknown>,
): Promise<void> {
  const tables = await db.introspection.getTables();
  const known = tables.find(({ name }) => name === table)?.columns.some(({ name }) => name === column);
  if (known === true) return;
  await sql`alter table ${sql.table(table)} add column ${sql.ref(column)} ${definition}`.execute(db);
}
