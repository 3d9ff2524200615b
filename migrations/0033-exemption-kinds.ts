import { type Kysely, sql } from 'kysely';

/** `person`, or `service` for an account that no person stands behind. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('exemptions')
    .addColumn('kind', 'text', (column) =>
      column.notNull().defaultTo('person').check(sql`kind in ('person', 'service')`),
    )
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('exemptions').dropColumn('kind').execute();
}
