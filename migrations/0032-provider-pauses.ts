import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('provider_pauses')
    .ifNotExists()
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('directory', 'text', (column) => column.notNull())
    .addColumn('bucket', 'text', (column) => column.notNull())
    .addColumn('paused_until', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('provider_pauses_key', ['organization_id', 'directory', 'bucket'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('provider_pauses').ifExists().execute();
}
