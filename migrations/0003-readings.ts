import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('readings')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('directory', 'text', (column) => column.notNull())
    .addColumn('trigger', 'text', (column) => column.notNull())
    .addColumn('accepted_by', 'text', (column) => column.references('members.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('requested_at', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text')
    .addColumn('ended_at', 'text')
    .addColumn('lease_until', 'text')
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('people_read', 'integer', (column) => column.notNull())
    .addColumn('counted', 'integer')
    .addColumn('enabled', 'integer')
    .addColumn('disabled', 'integer')
    .addColumn('unknown', 'integer')
    .addColumn('failure_code', 'text')
    .addColumn('failure', 'text')
    .addCheckConstraint(
      'readings_trigger',
      sql`"trigger" in ('schedule', 'enforce', 'remind', 'start', 'accept', 'command')`,
    )
    .addCheckConstraint('readings_state', sql`state in ('requested', 'running', 'completed', 'failed', 'held')`)
    .addCheckConstraint('readings_lease', sql`(state = 'running') = (lease_until is not null)`)
    .execute();
  await db.schema
    .createIndex('readings_by_start')
    .ifNotExists()
    .on('readings')
    .columns(['organization_id', 'directory', 'state', 'started_at'])
    .execute();
  await db.schema
    .createIndex('readings_one_requested')
    .ifNotExists()
    .unique()
    .on('readings')
    .columns(['organization_id', 'directory'])
    .where(sql<boolean>`state = 'requested'`)
    .execute();
  await db.schema
    .createIndex('readings_one_running')
    .ifNotExists()
    .unique()
    .on('readings')
    .columns(['organization_id', 'directory'])
    .where(sql<boolean>`state = 'running'`)
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('readings').ifExists().execute();
}
