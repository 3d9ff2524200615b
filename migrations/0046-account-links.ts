import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('account_links')
    .ifNotExists()
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('directory', 'text', (column) => column.notNull())
    .addColumn('external_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull().references('members.id').onDelete('cascade'))
    .addColumn('linked_by', 'text', (column) => column.references('members.id').onDelete('set null'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('account_links_key', ['organization_id', 'directory', 'external_id'])
    .execute();
  await db.schema
    .createIndex('account_links_by_member')
    .ifNotExists()
    .on('account_links')
    .column('member_id')
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('account_links').ifExists().execute();
}
