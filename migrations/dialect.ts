import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** The few places in which the two databases need different words. */
export function isPostgres(db: Kysely<unknown>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/** Text that is ordered by its bytes on both databases, so that pages continue where they ended. */
export function byteOrderedText(db: Kysely<unknown>) {
  return isPostgres(db) ? sql`text collate "C"` : sql`text`;
}
