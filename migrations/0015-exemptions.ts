import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('exemptions')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('member_id', 'text', (column) => column.notNull().references('members.id'))
    .addColumn('sponsor_id', 'text', (column) => column.notNull().references('members.id'))
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('starts_at', 'text', (column) => column.notNull())
    .addColumn('ends_at', 'text', (column) => column.notNull())
    .addColumn('ended_at', 'text')
    .addCheckConstraint('exemptions_sponsor', sql`sponsor_id <> member_id`)
    .addCheckConstraint('exemptions_span', sql`starts_at < ends_at`)
    .execute();
  await db.schema
    .createIndex('exemptions_by_member')
    .ifNotExists()
    .on('exemptions')
    .columns(['member_id', 'ends_at'])
    .execute();
  await db.schema
    .createIndex('exemptions_by_end')
    .ifNotExists()
    .on('exemptions')
    .columns(['organization_id', 'ends_at'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('exemptions').ifExists().execute();
}
