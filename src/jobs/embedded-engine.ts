import type { Logger } from 'pino';
import { EmbeddedPool } from './embedded-postgres.ts';
import { EmbeddedSession } from './embedded-session.ts';
import type { JobEngine } from './engine.ts';
import { openEngineOnPool } from './postgres-engine.ts';
import { openQueueFolder } from './queue-folder.ts';

/** Nothing is lost between this process and itself, so an idle worker looks by itself only rarely. */
const IDLE_SECONDS = 60;

/** Opens the engine on the PostgreSQL inside this process, with its files in `folder`. */
export async function openEmbeddedEngine(folder: string, log: Logger): Promise<JobEngine> {
  const db = await openQueueFolder(folder, log);
  const pool = new EmbeddedPool(new EmbeddedSession(db));
  try {
    await pool.query('SET search_path TO bullmq');
    return await openEngineOnPool('embedded', pool, IDLE_SECONDS);
  } catch (err) {
    await pool.end();
    throw err;
  }
}
