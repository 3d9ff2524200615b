import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('campaigns')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('choices', 'text', (column) => column.notNull())
    .addColumn('message', 'text')
    .addColumn('deadline', 'text', (column) => column.notNull())
    .addColumn('started_by', 'text', (column) => column.notNull().references('members.id'))
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('paused_at', 'text')
    .addColumn('deadline_passed_at', 'text')
    .addColumn('ended_at', 'text')
    .addColumn('group_read_at', 'text')
    .addColumn('enrolled_at', 'text')
    .addCheckConstraint('campaigns_state', sql`state in ('running', 'paused', 'ended')`)
    .addCheckConstraint('campaigns_paused', sql`state <> 'paused' or paused_at is not null`)
    .addCheckConstraint('campaigns_ended', sql`(state = 'ended') = (ended_at is not null)`)
    .execute();
  await db.schema
    .createIndex('campaigns_open')
    .ifNotExists()
    .on('campaigns')
    .columns(['organization_id', 'started_at', 'id'])
    .where(sql<boolean>`state <> 'ended'`)
    .execute();
  await db.schema
    .createIndex('campaigns_by_start')
    .ifNotExists()
    .on('campaigns')
    .columns(['organization_id', 'started_at', 'id'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('campaigns').ifExists().execute();
}
