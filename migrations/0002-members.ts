import { type Kysely, sql } from 'kysely';
import { byteOrderedText } from './dialect.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('members')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('slack_user_id', 'text')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('sort_name', byteOrderedText(db), (column) => column.notNull())
    .addColumn('email', 'text')
    .addColumn('time_zone', 'text')
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('pending_since', 'text')
    .addColumn('mfa_status', 'text')
    .addColumn('mfa_method', 'text')
    .addColumn('dm_channel_id', 'text')
    .addColumn('appeared_at', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addCheckConstraint('members_role', sql`role in ('primary_owner', 'owner', 'admin', 'member', 'guest')`)
    .addCheckConstraint('members_state', sql`state in ('active', 'pending', 'deactivated')`)
    .addCheckConstraint('members_pending_since', sql`(state = 'pending') = (pending_since is not null)`)
    .addCheckConstraint('members_mfa_status', sql`mfa_status in ('enabled', 'disabled', 'unknown')`)
    .addCheckConstraint('members_mfa_method', sql`mfa_method in ('app', 'sms', 'key', 'other')`)
    .addUniqueConstraint('members_slack_user', ['organization_id', 'slack_user_id'])
    .execute();
  await db.schema
    .createIndex('members_by_status')
    .ifNotExists()
    .on('members')
    .columns(['organization_id', 'state', 'mfa_status', 'sort_name', 'id'])
    .execute();
  await db.schema
    .createIndex('members_by_name')
    .ifNotExists()
    .on('members')
    .columns(['organization_id', 'sort_name', 'id'])
    .execute();
  await db.schema
    .createIndex('members_by_email')
    .ifNotExists()
    .on('members')
    .columns(['organization_id', 'email'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('members').ifExists().execute();
}
