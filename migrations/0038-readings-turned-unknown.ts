import { type Kysely, sql } from 'kysely';
import { addColumn } from './dialect.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'readings', 'turned_unknown', sql`integer not null default 0`);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('readings').dropColumn('turned_unknown').execute();
}
