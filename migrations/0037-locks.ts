import { type Kysely, sql } from 'kysely';

const LIVE = sql<boolean>`state in ('waiting', 'planned', 'locking', 'locked', 'unlocking')`;

/** The account is named by its directory's id and not by ours, because a lock outlives the row of an account. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('locks')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('member_id', 'text', (column) => column.notNull().references('members.id'))
    .addColumn('violation_id', 'text', (column) => column.notNull().references('violations.id'))
    .addColumn('directory', 'text', (column) => column.notNull())
    .addColumn('external_id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('planned_at', 'text')
    .addColumn('allowed_by', 'text', (column) => column.references('members.id'))
    .addColumn('locked_at', 'text')
    .addColumn('checked_at', 'text')
    .addColumn('ended_at', 'text')
    .addColumn('told_at', 'text')
    .addColumn('attempt', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('failures', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('lease_until', 'text')
    .addColumn('retry_at', 'text')
    .addColumn('last_error', 'text')
    .addColumn('failure', 'text')
    .addCheckConstraint(
      'locks_state',
      sql`state in ('waiting', 'planned', 'locking', 'locked', 'unlocking', 'unlocked', 'dropped', 'found_locked', 'undone')`,
    )
    .execute();
  await db.schema
    .createIndex('locks_one_live')
    .ifNotExists()
    .unique()
    .on('locks')
    .columns(['organization_id', 'directory', 'external_id'])
    .where(LIVE)
    .execute();
  await db.schema
    .createIndex('locks_live')
    .ifNotExists()
    .on('locks')
    .columns(['organization_id', 'created_at', 'id'])
    .where(LIVE)
    .execute();
  await db.schema
    .createIndex('locks_by_member')
    .ifNotExists()
    .on('locks')
    .columns(['member_id', 'created_at'])
    .execute();
  await db.schema
    .createIndex('locks_by_planned')
    .ifNotExists()
    .on('locks')
    .columns(['organization_id', 'planned_at'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('locks').ifExists().execute();
}
