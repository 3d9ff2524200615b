import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('staged_people')
    .ifNotExists()
    .addColumn('reading_id', 'text', (column) => column.notNull().references('readings.id'))
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('slack_user_id', 'text', (column) => column.notNull())
    .addColumn('deactivated', 'integer', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('staged_people_key', ['reading_id', 'slack_user_id'])
    .addCheckConstraint('staged_people_deactivated', sql`deactivated in (0, 1)`)
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('staged_people').ifExists().execute();
}
