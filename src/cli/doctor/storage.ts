import { existsSync } from 'node:fs';
import type { Config } from '../../config.ts';
import { assertReachable, openDatabase } from '../../db/database.ts';
import { migrationStatus } from '../../db/migrator.ts';
import { DataDirInUseError, lockDataDir } from '../../jobs/data-dir-lock.ts';
import { openRedisEngine } from '../../jobs/redis-engine.ts';
import { type Finding, look, note, well } from './finding.ts';

/** Reachable, and of this version. A database that is not there yet is made by the first start. */
export function checkDatabase({ database }: Config): Promise<readonly Finding[]> {
  const what = 'Database';
  return look(what, async () => {
    const place = database.type === 'sqlite' ? 'SQLite in DATA_DIR' : 'PostgreSQL';
    if (database.type === 'sqlite' && !existsSync(database.file)) {
      return [note(what, `${place} is not there yet`, 'Nothing: the first `muster start` makes it.')];
    }
    const handle = openDatabase(database);
    try {
      await assertReachable(handle);
      const pending = (await migrationStatus(handle.db)).filter(({ executedAt }) => executedAt === null).length;
      if (pending === 0) return [well(what, `${place} answers and is up to date`)];
      const says = `${place} answers; ${pending} migrations are not there yet`;
      return [note(what, says, 'Nothing: `muster start` brings it up to date. `muster migrate up` does it now.')];
    } finally {
      await handle.close();
    }
  });
}

export function checkQueue({ queue }: Config): Promise<readonly Finding[]> {
  const what = 'Queue';
  return look(what, async () => {
    switch (queue.type) {
      case 'redis':
        return [await askRedis(what, queue.url)];
      case 'postgres':
        return [well(what, 'in PostgreSQL, beside the database')];
      case 'embedded':
        return [tryLock(what, queue.dataDir)];
    }
  });
}

async function askRedis(what: string, url: string): Promise<Finding> {
  const engine = await openRedisEngine(url);
  try {
    await engine.ping();
    return well(what, 'Redis answers');
  } finally {
    await engine.close();
  }
}

/** Whoever has the lock is Muster at its work, which is what we want to hear. */
function tryLock(what: string, dataDir: string): Finding {
  try {
    lockDataDir(dataDir).release();
    return well(what, 'inside of Muster, in DATA_DIR, which can be written to; Muster does not run here now');
  } catch (error) {
    if (error instanceof DataDirInUseError) return well(what, 'inside of Muster, in DATA_DIR; Muster runs here now');
    throw error;
  }
}
