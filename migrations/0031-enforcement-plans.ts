import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('enforcement_plans')
    .ifNotExists()
    .addColumn('organization_id', 'text', (column) => column.primaryKey().references('organizations.id'))
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('confirmed_exempt', 'integer')
    .addColumn('told', 'text')
    .addColumn('telling', 'text')
    .addColumn('told_to', 'text', (column) => column.references('members.id'))
    .addColumn('told_count', 'integer', (column) => column.notNull())
    .addColumn('waits_for', 'text')
    .addColumn('waits_since', 'text')
    .addColumn('waits_told', 'integer', (column) => column.notNull())
    .addColumn('judged', 'text', (column) => column.notNull())
    .addColumn('settled', 'integer', (column) => column.notNull())
    .addCheckConstraint('enforcement_plans_waits', sql`(waits_for is null) = (waits_since is null)`)
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('enforcement_plans').ifExists().execute();
}
