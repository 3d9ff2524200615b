import { type Kysely, sql } from 'kysely';
import { addColumn } from './dialect.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'invitations', 'sent_at', sql`text not null default '1970-01-01T00:00:00.000Z'`);
  await addColumn(db, 'invitations', 'expired_at', sql`text`);
  await sql`update invitations set sent_at = created_at where sent_at < created_at`.execute(db);
  await db.schema
    .createIndex('invitations_open')
    .ifNotExists()
    .on('invitations')
    .columns(['organization_id', 'created_at', 'id'])
    .where(sql<boolean>`accepted_by is null and withdrawn_at is null and expired_at is null`)
    .execute();
  await db.schema
    .createIndex('invitations_by_sent')
    .ifNotExists()
    .on('invitations')
    .columns(['organization_id', 'sent_at'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('invitations_by_sent').ifExists().execute();
  await db.schema.dropIndex('invitations_open').ifExists().execute();
  await db.schema.alterTable('invitations').dropColumn('expired_at').execute();
  await db.schema.alterTable('invitations').dropColumn('sent_at').execute();
}
