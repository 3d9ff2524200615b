import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../support/postgres.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';

describe('a private Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis({ appendonly: true });
  });
  afterAll(() => redis.stop());

  function connect(): Redis {
    const client = new Redis(redis.url, { maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    onTestFinished(() => client.disconnect());
    return client;
  }

  test('can be emptied', async () => {
    const client = connect();
    await client.set('key', 'value');
    await redis.flush();
    expect(await client.get('key')).toBeNull();
  });

  test('keeps what it acknowledged when it is killed and comes back on the same address', async () => {
    const client = connect();
    await client.set('key', 'value');
    await redis.kill();
    await redis.restart();
    expect(await client.get('key')).toBe('value');
  });
});

test('each test database is a new one, and can be dropped while somebody is connected', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const client = new pg.Client({ connectionString: one.url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('CREATE TABLE thing (id text)');
  expect(one.url).not.toBe(other.url);
  await Promise.all([one.drop(), other.drop()]);
  await expect(client.query('SELECT 1')).rejects.toThrow();
});
