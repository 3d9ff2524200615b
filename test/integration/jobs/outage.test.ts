import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../../support/postgres.ts';
import { startRedis } from '../../support/redis.ts';
import { PATIENCE_MS } from '../../support/screen.ts';
import { captureLog } from './support/captured-log.ts';
import { newDeliveries } from './support/payloads.ts';
import { openRig } from './support/rig.ts';

const OFTEN = { sweepEveryMs: 200, tickEveryMs: 60_000, checkEveryMs: 200 };
const PATIENCE = { timeout: PATIENCE_MS };

async function openOnRedis() {
  const redis = await startRedis();
  const captured = captureLog();
  const rig = await openRig({ type: 'redis', url: redis.url }, captured.log);
  onTestFinished(async () => {
    await rig.close();
    await redis.stop();
  });
  let sweeps = 0;
  let delivered = 0;
  await rig.work({
    sweep: async () => {
      sweeps += 1;
    },
    deliver: async () => {
      delivered += 1;
    },
  });
  await rig.schedule(OFTEN);
  return { redis, rig, captured, sweeps: () => sweeps, delivered: () => delivered };
}

describe('Redis emptied or replaced', () => {
  it('has its schedules back without a restart', async () => {
    const { redis, rig, sweeps, delivered } = await openOnRedis();
    await expect.poll(sweeps, PATIENCE).toBeGreaterThan(0);
    await redis.flush();
    const before = sweeps();
    await expect.poll(sweeps, PATIENCE).toBeGreaterThan(before + 2);
    await rig.queue.enqueueDeliveries(newDeliveries(3));
    await expect.poll(delivered, PATIENCE).toBe(3);
  });

  it('never throws into who wakes it while it is down, and works again when it is back', async () => {
    const { redis, rig, captured, sweeps } = await openOnRedis();
    await redis.kill();
    // They end while it is still down, so nobody waits for its return.
    await Promise.all(Array.from({ length: 20 }, () => rig.queue.wakeDeliveries()));
    await rig.queue.wakeReadings();
    await expect(rig.queue.ping()).rejects.toThrow();
    await expect(rig.queue.enqueueDeliveries(newDeliveries(1))).rejects.toThrow();
    await redis.restart();
    const before = sweeps();
    await expect.poll(sweeps, PATIENCE).toBeGreaterThan(before + 1);
    await expect(rig.queue.ping()).resolves.toBeUndefined();
    const warnings = captured.lines.filter((line) => line.includes('"warn"'));
    expect(warnings.length).toBeGreaterThan(0);
    expect(warnings.length).toBeLessThan(20);
  });
});

describe('PostgreSQL away for a while', () => {
  it('is reached again by the queue, its workers and its schedules', async () => {
    const database = await createTestDatabase();
    const rig = await openRig({ type: 'postgres', url: database.url }, captureLog().log);
    const other = new pg.Client({ connectionString: new URL('/postgres', database.url).href });
    await other.connect();
    onTestFinished(async () => {
      await other.end();
      await rig.close();
      await database.drop();
    });
    const name = new URL(database.url).pathname.slice(1);
    let delivered = 0;
    let sweeps = 0;
    await rig.work({
      sweep: async () => {
        sweeps += 1;
      },
      deliver: async () => {
        delivered += 1;
      },
    });
    await rig.schedule(OFTEN);
    await expect.poll(() => sweeps, PATIENCE).toBeGreaterThan(0);

    await other.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await other.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    await rig.queue.wakeDeliveries();
    await expect(rig.queue.ping()).rejects.toThrow();
    await other.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);

    const before = sweeps;
    await expect.poll(() => sweeps, PATIENCE).toBeGreaterThan(before + 1);
    await rig.queue.enqueueDeliveries(newDeliveries(5));
    await expect.poll(() => delivered, PATIENCE).toBe(5);
  });
});
