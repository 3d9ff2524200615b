import type { Kysely } from 'kysely';

// Without it SQLite goes through everybody in the organization to find two hundred of them.
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('accounts_by_members')
    .ifNotExists()
    .on('accounts')
    .columns(['organization_id', 'member_id'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('accounts_by_members').ifExists().execute();
}
