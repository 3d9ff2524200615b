import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('grants')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('subject_type', 'text', (column) => column.notNull())
    .addColumn('subject_id', 'text', (column) => column.notNull())
    .addColumn('permission', 'text', (column) => column.notNull())
    .addColumn('granted_by', 'text', (column) => column.notNull().references('members.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addCheckConstraint(
      'grants_permission',
      sql`permission in ('view', 'remind') or (subject_type = 'member' and permission in ('enforce', 'manage'))`,
    )
    .addCheckConstraint('grants_subject', sql`subject_type in ('member', 'usergroup')`)
    .addUniqueConstraint('grants_once', ['organization_id', 'subject_type', 'subject_id', 'permission'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('grants').ifExists().execute();
}
