import { type ConnectionOptions, createRedisBackend } from 'bullmq';
import { Redis } from 'ioredis';
import { StartError } from '../errors.ts';
import { assembleEngine, type JobEngine } from './engine.ts';
import { within } from './within.ts';

const CONNECT_PATIENCE_MS = 15_000;
const PING_PATIENCE_MS = 2_000;

const RETRY = {
  connectTimeout: 5_000,
  keepAlive: 10_000,
  retryStrategy: (times: number) => Math.min(times * 200, 2_000),
};

/** Commands fail at once while the connection is away, instead of waiting in memory with the request that they belong to. */
const FAIL_FAST = { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 5_000 };

/**
 * Opens the engine on Redis (`redis://…` or `rediss://…`).
 * @throws when Redis does not answer within 15 s; a Redis that goes away later is waited for.
 */
export async function openRedisEngine(url: string): Promise<JobEngine> {
  const producer = new Redis(url, { ...RETRY, ...FAIL_FAST });
  try {
    await waitUntilReady(producer);
  } catch (err) {
    producer.disconnect();
    throw err;
  }
  const consumer: ConnectionOptions = { url, ...RETRY, maxRetriesPerRequest: null };
  return assembleEngine<ReturnType<typeof createRedisBackend>, ConnectionOptions>({
    type: 'redis',
    backend: createRedisBackend,
    producer,
    consumer,
    idleSeconds: 5,
    async ping() {
      await within(PING_PATIENCE_MS, producer.ping());
    },
    async close() {
      producer.disconnect();
    },
  });
}

/** Redis may come up later than this process, so the last of its errors counts. */
async function waitUntilReady(redis: Redis): Promise<void> {
  let cause: unknown;
  redis.on('error', (err) => {
    cause = err;
  });
  // Not `once` of node:events: it gives up at the first error.
  const ready = new Promise<void>((resolve) => redis.once('ready', resolve));
  try {
    await within(CONNECT_PATIENCE_MS, ready);
  } catch {
    const sentence = `Redis did not answer within ${CONNECT_PATIENCE_MS / 1_000} s: check REDIS_URL, and that the server runs.`;
    throw new StartError(sentence, false, { cause });
  }
}
