import { CompiledQuery, Kysely, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { StartError, systemCode } from '../errors.ts';
import { createPostgresDialect } from './postgres-dialect.ts';
import type { Database } from './schema.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';

/** Where the state lives. */
export type DatabaseChoice = { type: 'sqlite'; file: string } | { type: 'postgres'; url: string };

/** A connection or a transaction. */
export type Db = Kysely<Database>;
/** A transaction, for what must not be done outside of one. */
export type Trx = Transaction<Database>;

/** Hears of failures that reach no caller: a connection that was cut, a hook after a commit. */
export type FailureListener = (error: unknown, during: 'connection' | 'commit_hook') => void;

export interface DatabaseHandle {
  readonly db: Db;
  readonly dialect: DatabaseChoice['type'];
  readonly onFailure: FailureListener;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  /** The same text twice means that nothing was committed in between, by whomever: what was read then is still true. */
  readVersion(): Promise<string>;
  close(): Promise<void>;
}

const VERSION_QUERIES = {
  // The changes of our own connection, and the count that moves when another one commits (sqlite.org/pragma.html#pragma_data_version).
  sqlite: "select total_changes() || '.' || data_version as version from pragma_data_version",
  // Which transactions are visible (postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-SNAPSHOT).
  postgres: 'select pg_current_snapshot()::text as version',
} as const satisfies Record<DatabaseChoice['type'], string>;

const versionSchema = z.tuple([z.object({ version: z.string() })]);

/** Opens the database; the schema is the migrator's. */
export function openDatabase(choice: DatabaseChoice, onFailure: FailureListener = () => {}): DatabaseHandle {
  const dialect =
    choice.type === 'sqlite'
      ? createSqliteDialect(choice.file)
      : createPostgresDialect(choice.url, (error) => onFailure(error, 'connection'));
  const db = new Kysely<Database>({ dialect });
  const versionQuery = CompiledQuery.raw(VERSION_QUERIES[choice.type]);
  return {
    db,
    dialect: choice.type,
    onFailure,
    ping: async () => {
      await sql`select 1`.execute(db);
    },
    readVersion: async () => {
      const { rows } = await db.executeQuery(versionQuery);
      return versionSchema.parse(rows)[0].version;
    },
    close: () => db.destroy(),
  };
}

/** SQLSTATE classes of settings that are wrong: no such user, password or database. */
const WRONG_SETTINGS = /^(?:28|3D)/;

/** @throws StartError when PostgreSQL does not answer or refuses us. */
export async function assertReachable({ dialect, ping }: DatabaseHandle): Promise<void> {
  if (dialect === 'sqlite') return;
  try {
    await ping();
  } catch (cause) {
    const code = systemCode(cause);
    const isOurs = WRONG_SETTINGS.test(code ?? '');
    const sentence = isOurs ? 'PostgreSQL does not let Muster in' : 'PostgreSQL cannot be reached';
    const hint = isOurs ? 'check DATABASE_URL.' : 'check DATABASE_URL, and that the server runs.';
    throw new StartError(`${sentence}${code === null ? '' : ` (${code})`}: ${hint}`, isOurs, { cause });
  }
}
