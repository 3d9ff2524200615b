import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('campaign_people')
    .ifNotExists()
    .addColumn('campaign_id', 'text', (column) => column.notNull().references('campaigns.id'))
    .addColumn('member_id', 'text', (column) => column.notNull().references('members.id'))
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('excepted', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('campaign_people_key', ['campaign_id', 'member_id'])
    .addCheckConstraint('campaign_people_excepted', sql`excepted in (0, 1)`)
    .execute();
  await db.schema
    .createIndex('campaign_people_by_member')
    .ifNotExists()
    .on('campaign_people')
    .columns(['member_id'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('campaign_people').ifExists().execute();
}
