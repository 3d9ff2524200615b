import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('invitation_tasks')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('invitation_id', 'text', (column) => column.notNull().references('invitations.id').onDelete('cascade'))
    .addColumn('directory', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('due_at', 'text', (column) => column.notNull())
    .addColumn('retry_at', 'text')
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('lease_until', 'text')
    .addColumn('outcome_code', 'text')
    .addColumn('outcome', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addCheckConstraint('invitation_tasks_state', sql`state in ('due', 'running', 'done', 'failed', 'cancelled')`)
    .addCheckConstraint('invitation_tasks_lease', sql`(state = 'running') = (lease_until is not null)`)
    .execute();
  await db.schema
    .createIndex('invitation_tasks_open')
    .ifNotExists()
    .on('invitation_tasks')
    .columns(['due_at', 'id'])
    .where(sql<boolean>`state in ('due', 'running')`)
    .execute();
  await db.schema
    .createIndex('invitation_tasks_by_invitation')
    .ifNotExists()
    .on('invitation_tasks')
    .columns(['invitation_id', 'id'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('invitation_tasks').ifExists().execute();
}
