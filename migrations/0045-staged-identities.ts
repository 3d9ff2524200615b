import { type Kysely, sql } from 'kysely';
import { addColumn } from './dialect.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['name', 'email', 'login']) await addColumn(db, 'staged_accounts', column, sql`text`);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const column of ['login', 'email', 'name']) {
    await db.schema.alterTable('staged_accounts').dropColumn(column).execute();
  }
}
