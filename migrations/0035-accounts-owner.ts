import { type Kysely, sql } from 'kysely';
import { addColumn } from './dialect.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'accounts', 'is_owner', sql`integer not null default 0 check (is_owner in (0, 1))`);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('accounts').dropColumn('is_owner').execute();
}
