import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('members_by_method')
    .ifNotExists()
    .on('members')
    .columns(['organization_id', 'mfa_method', 'mfa_status'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('members_by_method').ifExists().execute();
}
