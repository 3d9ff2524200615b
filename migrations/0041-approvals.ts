import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('approvals')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('requested_by', 'text', (column) => column.notNull().references('members.id'))
    .addColumn('requested_at', 'text', (column) => column.notNull())
    .addColumn('announced', 'integer', (column) => column.notNull())
    .addColumn('notice_id', 'text', (column) => column.notNull().references('notices.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('decided_by', 'text', (column) => column.references('members.id'))
    .addColumn('decided_at', 'text')
    .addCheckConstraint(
      'approvals_state',
      sql`state in ('open', 'approved', 'declined', 'withdrawn', 'lapsed', 'took_effect', 'void')`,
    )
    .addCheckConstraint('approvals_decided', sql`(state = 'open') = (decided_at is null)`)
    .execute();
  await db.schema
    .createIndex('approvals_one_open')
    .ifNotExists()
    .unique()
    .on('approvals')
    .columns(['organization_id', 'kind'])
    .where(sql<boolean>`state = 'open'`)
    .execute();
  await db.schema.createIndex('approvals_by_notice').ifNotExists().on('approvals').columns(['notice_id']).execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('approvals').ifExists().execute();
}
