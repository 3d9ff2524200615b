import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddedPool } from '../../../src/jobs/embedded-postgres.ts';
import { EmbeddedSession } from '../../../src/jobs/embedded-session.ts';
import { findSnapshot, openQueueFolder } from '../../../src/jobs/queue-folder.ts';
import { captureLog } from './support/captured-log.ts';

const PATIENCE = { timeout: 120_000 };

describe('the pool over the one session', () => {
  let pool: EmbeddedPool;

  beforeAll(async () => {
    pool = new EmbeddedPool(new EmbeddedSession(await PGlite.create('memory://')));
    await pool.query('CREATE TABLE t (n int)');
  }, PATIENCE.timeout);
  afterEach(() => pool.query('TRUNCATE t'));
  afterAll(() => pool.end());

  const count = async () => (await pool.query('SELECT count(*)::int AS n FROM t')).rows;

  it('gives a transaction the session alone', async () => {
    const [one, two] = [await pool.connect(), await pool.connect()];
    await one.query('BEGIN');
    const order: string[] = [];
    const others = [pool.query('INSERT INTO t VALUES (2)'), two.query('INSERT INTO t VALUES (3)')];
    for (const other of others) other.then(() => order.push('other'));
    await one.query('INSERT INTO t VALUES ($1)', [1]);
    order.push('commit');
    await one.query('COMMIT');
    await Promise.all(others);
    expect(order).toEqual(['commit', 'other', 'other']);
    expect(await count()).toEqual([{ n: 3 }]);
  });

  it('lets others go on after a statement that failed, a rollback, and a client that left in the middle', async () => {
    await expect(pool.query('SELECT nonsense')).rejects.toMatchObject({ code: '42703' });
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query('INSERT INTO t VALUES (1)');
    await expect(client.query('SELECT nonsense')).rejects.toThrow();
    await client.query('ROLLBACK');
    await client.query('BEGIN');
    await client.query('INSERT INTO t VALUES (2)');
    client.release();
    expect(await count()).toEqual([{ n: 0 }]);
  });

  it('passes a notification to every client that listens on its channel, and to no other', async () => {
    const heard: string[] = [];
    const clients = await Promise.all([pool.connect(), pool.connect(), pool.connect(), pool.connect()]);
    for (const [at, client] of clients.entries()) {
      client.on('notification', ({ channel, payload }) => heard.push(`${at} ${channel} ${payload}`));
      await client.query(`-- a comment\nLISTEN ${at === 3 ? 'other' : 'jobs'}`);
    }
    await clients[1]?.query('UNLISTEN jobs');
    await pool.query('SELECT pg_notify($1, $2)', ['jobs', 'queue']);
    await expect.poll(() => heard).toEqual(['0 jobs queue', '2 jobs queue']);
    for (const client of clients) client.release();
    await pool.query('SELECT pg_notify($1, $2)', ['jobs', 'again']);
    expect(heard).toHaveLength(2);
  });

  it(
    'refuses what comes after its end',
    async () => {
      const short = new EmbeddedPool(new EmbeddedSession(await PGlite.create('memory://')));
      const last = short.query('SELECT 1 AS n');
      await Promise.all([short.end(), short.end()]);
      expect((await last).rows).toEqual([{ n: 1 }]);
      await expect(short.query('SELECT 1')).rejects.toThrow('Connection is closed.');
    },
    PATIENCE.timeout,
  );
});

describe('the folder of the embedded queue', () => {
  let parent: string;
  let folder: string;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'muster-folder-'));
    folder = join(parent, 'queue');
  });
  afterEach(() => rm(parent, { recursive: true }));

  const open = async (snapshot?: string | null) => {
    const captured = captureLog();
    const db = await openQueueFolder(folder, captured.log, snapshot);
    const { rows } = await db.query('SELECT 1 AS n');
    await db.close();
    return { rows, lines: captured.lines };
  };

  it('starts from the snapshot that the build made', async () => {
    expect(findSnapshot()).not.toBeNull();
    expect(await open()).toEqual({ rows: [{ n: 1 }], lines: [] });
    expect(await readdir(parent)).toEqual(['queue']);
  });

  it('is made by a short-lived child where the snapshot is missing', PATIENCE, async () => {
    expect(await open(null)).toEqual({ rows: [{ n: 1 }], lines: [] });
    expect(await open(null)).toEqual({ rows: [{ n: 1 }], lines: [] });
  });

  it('is made again when its making was interrupted', PATIENCE, async () => {
    await open();
    await writeFile(`${folder}.unfinished`, '');
    await rm(join(folder, 'global'), { recursive: true });
    expect(await open()).toEqual({ rows: [{ n: 1 }], lines: [] });
  });

  it('is put aside and replaced when it cannot be opened', PATIENCE, async () => {
    await open();
    await rm(join(folder, 'global', 'pg_control'));
    const { rows, lines } = await open();
    expect(rows).toEqual([{ n: 1 }]);
    expect(lines.join('')).toContain('put aside');
    const [, aside = ''] = (await readdir(parent)).toSorted();
    await access(join(parent, aside, 'PG_VERSION'));
  });
});
