import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('reminders')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('member_id', 'text', (column) => column.notNull().references('members.id'))
    .addColumn('round_id', 'text', (column) => column.references('rounds.id'))
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('requested_by', 'text', (column) => column.references('members.id'))
    .addColumn('deadline', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('closed_at', 'text')
    .addCheckConstraint('reminders_reason', sql`reason in ('manual', 'violation', 'welcome')`)
    .addCheckConstraint('reminders_state', sql`state in ('open', 'closed')`)
    .addCheckConstraint('reminders_outcome', sql`outcome in ('enabled', 'admitted', 'no_longer_required', 'left')`)
    .addCheckConstraint(
      'reminders_closed',
      sql`(state = 'closed') = (closed_at is not null) and (state = 'closed') = (outcome is not null)`,
    )
    .execute();
  await db.schema
    .createIndex('reminders_by_member')
    .ifNotExists()
    .on('reminders')
    .columns(['member_id', 'created_at'])
    .execute();
  await db.schema.createIndex('reminders_by_round').ifNotExists().on('reminders').columns(['round_id']).execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('reminders').ifExists().execute();
}
