import { setTimeout as pause } from 'node:timers/promises';
import { createPostgresBackend, type PgPool, type PostgresQueueBackend, runMigrations } from 'bullmq';
import { Pool } from 'pg';
import { assembleEngine, type JobEngine } from './engine.ts';
import { ConnectionLostError, ServerPool } from './server-pool.ts';
import { within } from './within.ts';

const CONNECT_PATIENCE_MS = 15_000;
const PING_PATIENCE_MS = 2_000;
const CLOSE_PATIENCE_MS = 2_000;

/** One connection listens for each of the four workers; the rest is for their queries. */
const CONNECTIONS = 12;

/** BullMQ gives a pool's `search_path` no look, and takes for granted that it leads here. */
const SCHEMA = 'bullmq';

/** Opens the engine on a pool whose `search_path` is BullMQ's schema, after bringing that schema up to date. */
export async function openEngineOnPool(type: JobEngine['type'], pool: PgPool, idleSeconds: number): Promise<JobEngine> {
  const client = await pool.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    client.release();
  }
  return assembleEngine<PostgresQueueBackend, PgPool>({
    type,
    backend: createPostgresBackend,
    producer: pool,
    consumer: pool,
    idleSeconds,
    async ping() {
      await within(PING_PATIENCE_MS, pool.query('SELECT 1'));
    },
    async close() {
      // A worker that could not be closed has a connection still, and the pool would wait for it.
      await within(CLOSE_PATIENCE_MS, pool.end()).catch(() => undefined);
    },
  });
}

/**
 * Opens the engine on a PostgreSQL server, in the schema `bullmq` of the database.
 * @throws when the server does not answer within 15 s; a server that goes away later is waited for.
 */
export async function openPostgresEngine(url: string): Promise<JobEngine> {
  const pool = new ServerPool(
    new Pool({
      connectionString: url,
      options: `-c search_path=${SCHEMA}`,
      max: CONNECTIONS,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    }),
  );
  const deadline = Date.now() + CONNECT_PATIENCE_MS;
  try {
    return await retryUntil(deadline, () => openEngineOnPool('postgres', pool, 5));
  } catch (err) {
    await pool.end();
    throw err;
  }
}

async function retryUntil<T>(deadline: number, open: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await open();
    } catch (err) {
      if (!(err instanceof ConnectionLostError) || Date.now() > deadline) throw err;
      await pause(500);
    }
  }
}
