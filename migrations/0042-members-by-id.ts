import type { Kysely } from 'kysely';

// Without it SQLite goes through everybody in the organization to find two hundred of them.
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('members_by_id').ifNotExists().on('members').columns(['organization_id', 'id']).execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('members_by_id').ifExists().execute();
}
