import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('enforce_requests')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('actor_id', 'text', (column) => column.notNull().references('members.id'))
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('confirmed_exempt', 'integer')
    .addColumn('submitted_at', 'text', (column) => column.notNull())
    .addColumn('reading_ids', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('refusal_code', 'text')
    .addColumn('view_id', 'text')
    .addColumn('decided_at', 'text')
    .addCheckConstraint('enforce_requests_state', sql`state in ('waiting', 'enforced', 'refused', 'cancelled')`)
    .addCheckConstraint('enforce_requests_decided', sql`(state = 'waiting') = (decided_at is null)`)
    .execute();
  await db.schema
    .createIndex('enforce_requests_waiting')
    .ifNotExists()
    .on('enforce_requests')
    .columns(['organization_id', 'submitted_at'])
    .where(sql<boolean>`state = 'waiting'`)
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('enforce_requests').ifExists().execute();
}
