import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { type ChildServer, startChildServer, startOnFreePort } from './child-server.ts';
import { getTool } from './tools.ts';

export interface TestRedis {
  readonly url: string;
  /** Forgets everything, as an emptied Redis does. */
  flush(): Promise<void>;
  /** Dies at once, as with `kill -9`. */
  kill(): Promise<void>;
  /** Comes back on the same address: with its data when `appendonly`, else empty. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

interface RedisOptions {
  /** Writes every command to disk before it answers, so that a kill loses nothing. */
  appendonly?: boolean;
}

/** Starts a private Redis on a free port. */
export async function startRedis({ appendonly = false }: RedisOptions = {}): Promise<TestRedis> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-redis-'));
  const started = await startOnFreePort(async (port) => ({ port, server: await start(folder, port, appendonly) }));
  const url = `redis://127.0.0.1:${started.port}`;
  let server = started.server;
  return {
    url,
    flush: () => flush(url),
    kill: () => server.stop('SIGKILL'),
    async restart() {
      await server.stop('SIGKILL');
      server = await start(folder, started.port, appendonly);
    },
    async stop() {
      await server.stop('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function start(folder: string, port: number, appendonly: boolean): Promise<ChildServer> {
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: appendonly ? 'yes' : 'no',
    appendfsync: 'always',
    // BullMQ warns on every other policy.
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  return startChildServer({ command: getTool('redis-server'), args, ready: 'Ready to accept connections' });
}

async function flush(url: string): Promise<void> {
  const redis = new Redis(url);
  try {
    await redis.flushall();
  } finally {
    redis.disconnect();
  }
}
