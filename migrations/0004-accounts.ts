import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('accounts')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('member_id', 'text', (column) => column.notNull().references('members.id'))
    .addColumn('directory', 'text', (column) => column.notNull())
    .addColumn('external_id', 'text', (column) => column.notNull())
    .addColumn('mfa_status', 'text', (column) => column.notNull())
    .addColumn('mfa_method', 'text')
    .addColumn('status_read_at', 'text', (column) => column.notNull())
    .addColumn('reading_id', 'text', (column) => column.references('readings.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addCheckConstraint('accounts_mfa_status', sql`mfa_status in ('enabled', 'disabled', 'unknown')`)
    .addCheckConstraint('accounts_mfa_method', sql`mfa_method in ('app', 'sms', 'key', 'other')`)
    .addUniqueConstraint('accounts_external', ['organization_id', 'directory', 'external_id'])
    .execute();
  await db.schema.createIndex('accounts_by_member').ifNotExists().on('accounts').columns(['member_id']).execute();
  await db.schema.createIndex('accounts_by_reading').ifNotExists().on('accounts').columns(['reading_id']).execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('accounts').ifExists().execute();
}
