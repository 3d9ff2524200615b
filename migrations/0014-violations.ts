import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('violations')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('member_id', 'text', (column) => column.notNull().references('members.id'))
    .addColumn('opened_at', 'text', (column) => column.notNull())
    .addColumn('closed_at', 'text')
    .addColumn('grace_used_ms', 'bigint', (column) => column.notNull())
    .addColumn('grace_running_since', 'text')
    .addColumn('overdue_told_at', 'text')
    .addCheckConstraint(
      'violations_grace',
      sql`grace_used_ms >= 0 and (closed_at is null or grace_running_since is null)`,
    )
    .execute();
  await db.schema
    .createIndex('violations_one_open')
    .ifNotExists()
    .unique()
    .on('violations')
    .columns(['member_id'])
    .where(sql<boolean>`closed_at is null`)
    .execute();
  await db.schema
    .createIndex('violations_open')
    .ifNotExists()
    .on('violations')
    .columns(['organization_id', 'opened_at', 'id'])
    .where(sql<boolean>`closed_at is null`)
    .execute();
  await db.schema
    .createIndex('violations_by_member')
    .ifNotExists()
    .on('violations')
    .columns(['member_id', 'opened_at'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('violations').ifExists().execute();
}
