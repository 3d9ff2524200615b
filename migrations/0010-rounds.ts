import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('rounds')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('requested_by', 'text', (column) => column.notNull().references('members.id'))
    .addColumn('view_id', 'text')
    .addColumn('reading_ids', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reminded', 'integer', (column) => column.notNull())
    .addColumn('skipped', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addCheckConstraint('rounds_state', sql`state in ('waiting', 'sending', 'finished', 'failed')`)
    .execute();
  await db.schema
    .createIndex('rounds_open')
    .ifNotExists()
    .on('rounds')
    .columns(['organization_id', 'created_at'])
    .where(sql<boolean>`state in ('waiting', 'sending')`)
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('rounds').ifExists().execute();
}
