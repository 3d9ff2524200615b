import { sql } from 'kysely';
import type { DatabaseHandle } from '../../../src/db/database.ts';

/** Everything that migrations made, as text in a stable order. */
export async function describeSchema(handle: DatabaseHandle): Promise<string> {
  const query = handle.dialect === 'sqlite' ? SQLITE : POSTGRES;
  const { rows } = await query.execute(handle.db);
  return `${rows.map(({ line }) => line).join('\n')}\n`;
}

const SQLITE = sql<{ line: string }>`
  select sql as line from sqlite_schema
  where sql is not null and name not like 'kysely_%'
  order by tbl_name, type desc, name
`;

const POSTGRES = sql<{ line: string }>`
  select line from (
    select table_name as subject, 1 as part, ordinal_position::text as place,
      'column ' || table_name || '.' || column_name || ' ' || data_type ||
      coalesce(' collate ' || collation_name, '') || case is_nullable when 'NO' then ' not null' else '' end as line
    from information_schema.columns where table_schema = 'public'
    union all
    select conrelid::regclass::text, 2, conname::text,
      'constraint ' || conrelid::regclass || '.' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace
    union all
    select tablename::text, 3, indexname::text, indexdef from pg_indexes where schemaname = 'public'
    union all
    select tgrelid::regclass::text, 4, tgname::text, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all
    select 'function', 5, proname::text, pg_get_functiondef(oid)
    from pg_proc where pronamespace = 'public'::regnamespace
  ) as described
  where subject not like 'kysely_%'
  order by subject collate "C", part, place collate "C", line collate "C"
`;
