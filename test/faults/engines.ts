import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import type { Env } from '../support/process.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';

export type EngineName = 'embedded' | 'redis' | 'postgres';

/** What a run's bot works on, and what can be broken of it. */
export interface Engine {
  readonly env: Env;
  readonly redis: TestRedis | null;
  readonly database: TestDatabase | null;
  /** A small disk of its own under the data folder, where the system lets us have one. */
  readonly disk: string | null;
  remove(): Promise<void>;
}

const run = promisify(execFile);

export async function openEngine(name: EngineName, options: { smallDisk: boolean }): Promise<Engine> {
  const redis = name === 'redis' ? await startRedis() : null;
  const database = name === 'postgres' ? await createTestDatabase() : null;
  const disk = options.smallDisk ? await mountSmallDisk() : null;
  return {
    redis,
    database,
    disk,
    env: {
      ...(redis && { REDIS_URL: redis.url }),
      ...(database && { DATABASE_URL: database.url }),
      ...(disk !== null && { DATA_DIR: disk }),
    },
    async remove() {
      await redis?.stop();
      await database?.drop();
      if (disk === null) return;
      await run('umount', ['--lazy', disk]);
      await rm(disk, { recursive: true, force: true });
    },
  };
}

/** Only root may; elsewhere the fault meets a disk that has room, and the run says so. */
async function mountSmallDisk(): Promise<string | null> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=256m,mode=700', 'tmpfs', folder]);
    return folder;
  } catch {
    await rm(folder, { recursive: true, force: true });
    return null;
  }
}
