import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('campaign_members')
    .ifNotExists()
    .addColumn('campaign_id', 'text', (column) => column.notNull().references('campaigns.id'))
    .addColumn('member_id', 'text', (column) => column.notNull().references('members.id'))
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('enrolled_at', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('next_due_at', 'text')
    .addColumn('dormant', 'integer', (column) => column.notNull())
    .addColumn('snoozes_used', 'integer', (column) => column.notNull())
    .addColumn('snoozed_until', 'text')
    .addColumn('away_until', 'text')
    .addColumn('away_seen', 'text')
    .addColumn('moved_ms', 'bigint', (column) => column.notNull())
    .addColumn('sent_count', 'integer', (column) => column.notNull())
    .addColumn('unanswered', 'integer', (column) => column.notNull())
    .addColumn('last_sent_at', 'text')
    .addColumn('previous_sent_at', 'text')
    .addColumn('last_reminder_id', 'text', (column) => column.references('reminders.id'))
    .addColumn('answered_at', 'text')
    .addPrimaryKeyConstraint('campaign_members_key', ['campaign_id', 'member_id'])
    .addCheckConstraint('campaign_members_dormant', sql`dormant = 0 or (dormant = 1 and next_due_at is null)`)
    .execute();
  await db.schema
    .createIndex('campaign_members_due')
    .ifNotExists()
    .on('campaign_members')
    .columns(['campaign_id', 'next_due_at', 'member_id'])
    .where(sql<boolean>`next_due_at is not null`)
    .execute();
  await db.schema
    .createIndex('campaign_members_by_member')
    .ifNotExists()
    .on('campaign_members')
    .columns(['member_id'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('campaign_members').ifExists().execute();
}
