import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('member_id', 'text', (column) => column.notNull().references('members.id'))
    .addColumn('reminder_id', 'text', (column) => column.references('reminders.id'))
    .addColumn('notice_id', 'text', (column) => column.references('notices.id'))
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('due_at', 'text', (column) => column.notNull())
    .addColumn('retry_at', 'text')
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('lease_until', 'text')
    .addColumn('last_error', 'text')
    .addColumn('sent_at', 'text')
    .addColumn('slack_channel', 'text')
    .addColumn('slack_ts', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addCheckConstraint('deliveries_channel', sql`channel in ('slack', 'slack_edit', 'email')`)
    .addCheckConstraint('deliveries_state', sql`state in ('due', 'sending', 'sent', 'undeliverable', 'cancelled')`)
    .addCheckConstraint('deliveries_content', sql`(reminder_id is null) <> (notice_id is null)`)
    .addCheckConstraint('deliveries_lease', sql`(state = 'sending') = (lease_until is not null)`)
    .addCheckConstraint('deliveries_sent', sql`(state = 'sent') = (sent_at is not null)`)
    .execute();
  await db.schema
    .createIndex('deliveries_open')
    .ifNotExists()
    .on('deliveries')
    .columns(['due_at', 'id'])
    .where(sql<boolean>`state in ('due', 'sending')`)
    .execute();
  await db.schema
    .createIndex('deliveries_undeliverable')
    .ifNotExists()
    .on('deliveries')
    .columns(['organization_id', 'created_at'])
    .where(sql<boolean>`state = 'undeliverable'`)
    .execute();
  await db.schema
    .createIndex('deliveries_by_state')
    .ifNotExists()
    .on('deliveries')
    .columns(['organization_id', 'state'])
    .execute();
  await db.schema
    .createIndex('deliveries_by_member')
    .ifNotExists()
    .on('deliveries')
    .columns(['member_id', 'created_at'])
    .execute();
  await db.schema
    .createIndex('deliveries_by_reminder')
    .ifNotExists()
    .on('deliveries')
    .columns(['reminder_id'])
    .execute();
  await db.schema.createIndex('deliveries_by_notice').ifNotExists().on('deliveries').columns(['notice_id']).execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('deliveries').ifExists().execute();
}
