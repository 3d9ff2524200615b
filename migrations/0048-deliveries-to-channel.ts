import { type Kysely, sql } from 'kysely';
import { addColumn } from './dialect.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'deliveries', 'to_channel', sql`text`);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('deliveries').dropColumn('to_channel').execute();
}
