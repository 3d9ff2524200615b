import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';
import { dataDirError } from '../errors.ts';
import { refuseInsideTransaction } from './transaction-scope.ts';

const BUSY_TIMEOUT_MS = 5_000;
const STATEMENTS_KEPT = 1_000;
/** How long queries may follow each other before what has arrived meanwhile has its turn. */
const LONGEST_TURN_MS = 10;
const ROWS = /^(?:select|insert|update|delete|with)\b/i;

/**
 * Takes the write lock at once: a lock taken later fails when another process wrote in between. The one connection goes
 * to whoever waited longest: Kysely wakes all who wait whenever it is free, which costs more than the queries do.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #waiting: (() => void)[] = [];
  #taken = false;
  #lastTurnAt = 0;

  override async acquireConnection(): Promise<DatabaseConnection> {
    refuseInsideTransaction();
    if (this.#taken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#taken = true;
    await this.#giveWay();
    return await super.acquireConnection();
  }

  override async releaseConnection(): Promise<void> {
    await super.releaseConnection();
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken = false;
    else next();
  }

  /** A query is answered at once, so whatever waits for one goes on in the same turn: many of them would keep everything else out. */
  async #giveWay(): Promise<void> {
    if (performance.now() - this.#lastTurnAt < LONGEST_TURN_MS) return;
    await setImmediate();
    this.#lastTurnAt = performance.now();
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** SQLite can undo DDL; Kysely says no, and would leave a migration that failed half done. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class ImmediateDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalDdlAdapter();
  }
}

/** SQLite gives its `-wal` and `-shm` files the mode of the database file. */
function createPrivateFile(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
  } catch (error) {
    throw dataDirError(dirname(file), error);
  }
}

/** Opens the file, readable by its owner only, and creates it where it is missing. */
export function createSqliteDialect(file: string): SqliteDialect {
  if (file !== ':memory:') createPrivateFile(file);
  const database = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  // What is deleted is overwritten: whom we forget must not be readable in the file's free space (sqlite.org/pragma.html#pragma_secure_delete).
  database.pragma('secure_delete = ON');
  return new ImmediateDialect({ database: rememberStatements(database) });
}

/** Preparing costs more than most queries: what reads and writes rows is prepared once. */
function rememberStatements(database: Sqlite.Database): SqliteDatabase {
  const known = new Map<string, Sqlite.Statement>();
  return {
    prepare: (text) => {
      const statement = known.get(text) ?? database.prepare(text);
      // A batch of another size is another statement: there must be an end of them.
      if (known.size >= STATEMENTS_KEPT) known.clear();
      if (ROWS.test(text)) known.set(text, statement);
      return statement;
    },
    close: () => database.close(),
  };
}
