import { type Kysely, sql } from 'kysely';
import { addColumn } from './dialect.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'members', 'was_enabled', sql`integer not null default 0 check (was_enabled in (0, 1))`);
  await sql`update members set was_enabled = 1 where mfa_status = 'enabled'`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('members').dropColumn('was_enabled').execute();
}
