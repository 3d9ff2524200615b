import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('members_without_slack')
    .ifNotExists()
    .on('members')
    .columns(['organization_id', 'sort_name', 'id'])
    .where(sql<boolean>`slack_user_id is null`)
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('members_without_slack').ifExists().execute();
}
