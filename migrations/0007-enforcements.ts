import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('enforcements')
    .ifNotExists()
    .addColumn('organization_id', 'text', (column) => column.primaryKey().references('organizations.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addColumn('until', 'text')
    .addColumn('armed', 'integer', (column) => column.notNull())
    .addColumn('changed_by', 'text', (column) => column.references('members.id'))
    .addCheckConstraint('enforcements_state', sql`state in ('off', 'scheduled', 'on', 'paused')`)
    .addCheckConstraint('enforcements_until', sql`(state in ('scheduled', 'paused')) = (until is not null)`)
    .addCheckConstraint('enforcements_armed', sql`armed = 0 or (armed = 1 and state = 'off')`)
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('enforcements').ifExists().execute();
}
