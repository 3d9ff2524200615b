import { type Kysely, sql } from 'kysely';
import { isPostgres } from './dialect.ts';

// The database itself refuses to change what was written down.
const REFUSAL = sql.raw("'audit events are append-only'");

async function upOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function refuse_audit_change() returns trigger language plpgsql as $$
    begin raise exception ${REFUSAL}; end $$
  `.execute(db);
  await sql`
    create or replace trigger audit_events_frozen before update or delete on audit_events
    for each row execute function refuse_audit_change()
  `.execute(db);
  await sql`
    create or replace trigger audit_events_kept before truncate on audit_events
    for each statement execute function refuse_audit_change()
  `.execute(db);
}

async function upOnSqlite(db: Kysely<unknown>): Promise<void> {
  await sql`
    create trigger if not exists audit_events_frozen before update on audit_events
    begin select raise(abort, ${REFUSAL}); end
  `.execute(db);
  await sql`
    create trigger if not exists audit_events_kept before delete on audit_events
    begin select raise(abort, ${REFUSAL}); end
  `.execute(db);
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await (isPostgres(db) ? upOnPostgres(db) : upOnSqlite(db));
}

export async function down(db: Kysely<unknown>): Promise<void> {
  const target = isPostgres(db) ? sql` on audit_events` : sql``;
  await sql`drop trigger if exists audit_events_frozen${target}`.execute(db);
  await sql`drop trigger if exists audit_events_kept${target}`.execute(db);
  if (isPostgres(db)) await sql`drop function if exists refuse_audit_change()`.execute(db);
}
