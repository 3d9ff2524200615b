import { type Kysely, sql } from 'kysely';

/**
 * Both databases can replace a check of their own, SQLite since 3.53. For a check that is added to rows that are there,
 * SQLite takes `null` for false, as it does nowhere else.
 */
async function replaceChecks(db: Kysely<unknown>, reasons: string[], outcomes: string[]): Promise<void> {
  const list = (words: string[]) => sql.join(words.map((word) => sql.lit(word)));
  for (const [name, check] of [
    ['reminders_reason', sql`reason in (${list(reasons)})`],
    ['reminders_outcome', sql`outcome is null or outcome in (${list(outcomes)})`],
  ] as const) {
    await db.schema.alterTable('reminders').dropConstraint(name).execute();
    await db.schema.alterTable('reminders').addCheckConstraint(name, check).execute();
  }
}

const REASONS = ['manual', 'violation', 'welcome'];
const OUTCOMES = ['enabled', 'admitted', 'no_longer_required', 'left'];

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('reminders')
    .addColumn('campaign_id', 'text', (column) => column.references('campaigns.id'))
    .execute();
  await replaceChecks(db, [...REASONS, 'campaign'], [...OUTCOMES, 'superseded']);
  await db.schema
    .createIndex('reminders_by_campaign')
    .ifNotExists()
    .on('reminders')
    .columns(['campaign_id', 'member_id', 'created_at'])
    .where(sql<boolean>`campaign_id is not null`)
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`update reminders set reason = 'manual' where reason = 'campaign'`.execute(db);
  await sql`update reminders set outcome = 'left' where outcome = 'superseded'`.execute(db);
  await replaceChecks(db, REASONS, OUTCOMES);
  await db.schema.dropIndex('reminders_by_campaign').ifExists().execute();
  await db.schema.alterTable('reminders').dropColumn('campaign_id').execute();
}
