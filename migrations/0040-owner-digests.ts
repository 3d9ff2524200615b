import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('owner_digests')
    .ifNotExists()
    .addColumn('organization_id', 'text', (column) => column.primaryKey().references('organizations.id'))
    .addColumn('checked_at', 'text', (column) => column.notNull())
    .addColumn('told_at', 'text')
    .addColumn('milestone', 'integer')
    .addColumn('week_at', 'text')
    .addColumn('week_enabled', 'integer')
    .addColumn('week_counted', 'integer')
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('owner_digests').ifExists().execute();
}
