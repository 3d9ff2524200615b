import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { dataDirError, StartError } from '../errors.ts';

/** Another process works in this data folder. `muster` then exits with 78. */
export class DataDirInUseError extends StartError {
  override readonly name: string = 'DataDirInUseError';
  readonly dataDir: string;

  constructor(dataDir: string) {
    super(
      `Another Muster process works in ${dataDir}. Stop it, give this one another DATA_DIR, ` +
        'or use PostgreSQL or Redis to run several processes.',
      true,
    );
    this.dataDir = dataDir;
  }
}

export interface DataDirLock {
  release(): void;
}

function openLock(dataDir: string): Database.Database {
  const file = join(dataDir, 'lock.sqlite');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    chmodSync(dataDir, 0o700);
    closeSync(openSync(file, 'a', 0o600));
  } catch (err) {
    throw dataDirError(dataDir, err);
  }
  return new Database(file, { timeout: 0 });
}

/** A database that nobody refers to is closed by the garbage collector, and the lock would go with it. */
const held = new Set<Database.Database>();

/**
 * Creates the data folder, readable by its owner only, and has it alone until the process ends, however it ends:
 * the lock is an open transaction of SQLite, which the system releases with the process.
 * @throws DataDirInUseError when another process has it.
 */
export function lockDataDir(dataDir: string): DataDirLock {
  const db = openLock(dataDir);
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (err) {
    db.close();
    if (err instanceof Database.SqliteError && err.code.startsWith('SQLITE_BUSY')) throw new DataDirInUseError(dataDir);
    throw err;
  }
  held.add(db);
  return {
    release() {
      held.delete(db);
      db.close();
    },
  };
}
