import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('handled_events')
    .ifNotExists()
    .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.id'))
    .addColumn('event_id', 'text', (column) => column.notNull())
    .addColumn('handled_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('handled_events_key', ['organization_id', 'event_id'])
    .execute();
  await db.schema
    .createIndex('handled_events_by_time')
    .ifNotExists()
    .on('handled_events')
    .columns(['handled_at'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('handled_events').ifExists().execute();
}
