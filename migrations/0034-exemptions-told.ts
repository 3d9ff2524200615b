import type { Kysely } from 'kysely';

/** When the sponsor was told that the end is near. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('exemptions').addColumn('sponsor_told_at', 'text').execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('exemptions').dropColumn('sponsor_told_at').execute();
}
