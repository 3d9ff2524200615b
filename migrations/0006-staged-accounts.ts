import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('staged_accounts')
    .ifNotExists()
    .addColumn('reading_id', 'text', (column) => column.notNull().references('readings.id'))
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('external_id', 'text', (column) => column.notNull())
    .addColumn('mfa_status', 'text', (column) => column.notNull())
    .addColumn('mfa_method', 'text')
    .addColumn('account', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('staged_accounts_key', ['reading_id', 'external_id'])
    .addCheckConstraint('staged_accounts_mfa_status', sql`mfa_status in ('enabled', 'disabled', 'unknown')`)
    .addCheckConstraint('staged_accounts_mfa_method', sql`mfa_method in ('app', 'sms', 'key', 'other')`)
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('staged_accounts').ifExists().execute();
}
