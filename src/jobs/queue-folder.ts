import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import type { Logger } from 'pino';

/** PostgreSQL's default of 128 MB is memory that a queue never needs, and zeroing it is most of a start. */
const START_PARAMS = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];

/** Segments of the write-ahead log are 16 MB by default, which is most of an empty folder. */
export const INITDB_PARAMS = ['--wal-segsize=1'];

// Beside the compiled code, and where a run from the sources finds it.
const SNAPSHOTS = ['../../queue-snapshot.tar.gz', '../../dist/queue-snapshot.tar.gz'];

/** The snapshot that the build made, or `null` where it is missing. */
export function findSnapshot(): string | null {
  const paths = SNAPSHOTS.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return paths.find((path) => existsSync(path)) ?? null;
}

/** `initdb` takes 5 s and 800 MB, so a child does it and takes the memory with it. */
async function initializeInChild(folder: string): Promise<void> {
  const script = `
    const { PGlite } = await import(process.argv[1]);
    const db = await PGlite.create(process.argv[2], { initDbStartParams: JSON.parse(process.argv[3]) });
    await db.close();`;
  const pglite = pathToFileURL(createRequire(import.meta.url).resolve('@electric-sql/pglite')).href;
  const args = ['--input-type=module', '--eval', script, pglite, folder, JSON.stringify(INITDB_PARAMS)];
  await promisify(execFile)(process.execPath, args);
}

async function create(folder: string, snapshot: string | null): Promise<PGlite> {
  if (snapshot) {
    const loadDataDir = new Blob([await readFile(snapshot)]);
    return PGlite.create(folder, { startParams: START_PARAMS, loadDataDir });
  }
  await initializeInChild(folder);
  return PGlite.create(folder, { startParams: START_PARAMS });
}

/** A folder whose creation was interrupted is thrown away: the mark beside it tells. */
async function openOrCreate(folder: string, snapshot: string | null): Promise<PGlite> {
  const mark = `${folder}.unfinished`;
  if (existsSync(join(folder, 'PG_VERSION')) && !existsSync(mark)) {
    return PGlite.create(folder, { startParams: START_PARAMS });
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(mark, '');
  const db = await create(folder, snapshot);
  await rm(mark);
  return db;
}

/**
 * Opens the embedded PostgreSQL in `folder`, making it first where there is none. One that cannot be opened (a disk that
 * lost writes, an older PostgreSQL) is put aside and replaced: the database owns the work, and the next sweep fills the queue again.
 */
export async function openQueueFolder(folder: string, log: Logger, snapshot = findSnapshot()): Promise<PGlite> {
  try {
    return await openOrCreate(folder, snapshot);
  } catch (err) {
    const aside = `${folder}.broken-${Date.now()}`;
    await rename(folder, aside).catch(() => {
      throw err;
    });
    log.error({ err, aside }, 'the embedded queue could not be opened; it was put aside and starts empty');
    return await openOrCreate(folder, snapshot);
  }
}
