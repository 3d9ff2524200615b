import { type Kysely, sql } from 'kysely';

/** Both databases can replace a check of their own, SQLite since 3.53. */
async function replaceCheck(db: Kysely<unknown>, reasons: string[]): Promise<void> {
  const list = sql.join(reasons.map((reason) => sql.lit(reason)));
  await db.schema.alterTable('reminders').dropConstraint('reminders_reason').execute();
  await db.schema.alterTable('reminders').addCheckConstraint('reminders_reason', sql`reason in (${list})`).execute();
}

const REASONS = ['manual', 'violation', 'welcome', 'campaign'];

export async function up(db: Kysely<unknown>): Promise<void> {
  await replaceCheck(db, [...REASONS, 'scheduled', 'required']);
  await db.schema
    .createIndex('reminders_of_dates')
    .ifNotExists()
    .on('reminders')
    .columns(['organization_id'])
    .where(sql<boolean>`reason in ('scheduled') and state = 'open'`)
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('reminders_of_dates').ifExists().execute();
  await sql`update reminders set reason = 'violation' where reason in ('scheduled', 'required')`.execute(db);
  await replaceCheck(db, REASONS);
}
