import { EventEmitter, once } from 'node:events';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isUniqueViolation } from '../../../src/db/constraint-error.ts';
import { openDatabase } from '../../../src/db/database.ts';
import { migrateUp } from '../../../src/db/migrator.ts';
import { findOrganizationByTeam, listOrganizations } from '../../../src/db/organization-repository.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import { eventually } from '../../support/wait.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { createOrganization, NOON } from './world.ts';

describe.each(dialects)('a transaction on %s', (dialect) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(dialect);
  });
  afterAll(() => database.drop());

  it('keeps all or nothing', async () => {
    const before = await listOrganizations(database.handle.db);
    const work = inTransaction(database.handle, async (trx) => {
      await createOrganization(trx);
      throw new Error('thought better of it');
    });
    await expect(work).rejects.toThrow('thought better of it');
    expect(await listOrganizations(database.handle.db)).toEqual(before);
  });

  it('starts its hooks in order once it is committed', async () => {
    const seen: string[] = [];
    await inTransaction(database.handle, async (trx, onCommit) => {
      const { slackTeamId } = await createOrganization(trx);
      onCommit(async () => {
        seen.push('first');
        const found = await findOrganizationByTeam(database.handle.db, slackTeamId);
        seen.push(`sees ${found?.slackTeamId === slackTeamId}`);
      });
      onCommit(() => void seen.push('second'));
      expect(seen).toEqual([]);
    });
    await eventually(() => expect(seen).toEqual(['first', 'second', 'sees true']));
  });

  it('forgets its hooks when it fails', async () => {
    const hook = vi.fn();
    const work = inTransaction(database.handle, async (_trx, onCommit) => {
      onCommit(hook);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(hook).not.toHaveBeenCalled();
  });

  it('stays committed when a hook fails, and tells the listener', async () => {
    const error = new Error('the queue is away');
    const answer = await inTransaction(database.handle, async (_trx, onCommit) => {
      onCommit(() => Promise.reject(error));
      return 'committed';
    });
    expect(answer).toBe('committed');
    await eventually(() => expect(database.failures).toContain(error));
  });

  it('refuses another inside of it, and the handle outside of it', async () => {
    await inTransaction(database.handle, async () => {
      await expect(inTransaction(database.handle, async () => {})).rejects.toThrow('inside a transaction');
      await expect(listOrganizations(database.handle.db)).rejects.toThrow('inside a transaction');
    });
    await expect(listOrganizations(database.handle.db)).resolves.toBeDefined();
  });

  it('lets work that it started and that outlives it use the handle', async () => {
    const committed = new EventEmitter();
    const later = await inTransaction(database.handle, async () => ({
      done: once(committed, 'commit').then(() => listOrganizations(database.handle.db)),
    }));
    committed.emit('commit');
    await expect(later.done).resolves.toBeDefined();
  });

  it('tells a row that is there already from other errors', async () => {
    const { id, slackTeamId } = await createOrganization(database.handle.db);
    const insert = (key: string) =>
      sql`
      insert into organizations (id, slack_team_id, name, created_at)
      values (${key}, ${slackTeamId}, 'x', ${NOON.toISOString()})`.execute(database.handle.db);
    await expect(insert('org_other')).rejects.toSatisfy(isUniqueViolation);
    await expect(insert(id)).rejects.toSatisfy(isUniqueViolation);
    await expect(sql`select nonsense`.execute(database.handle.db)).rejects.not.toSatisfy(isUniqueViolation);
  });

  it('answers a ping, and throws after the end', async () => {
    const other = openDatabase(database.choice);
    await expect(other.ping()).resolves.toBeUndefined();
    await other.close();
    await expect(other.ping()).rejects.toThrow();
  });
});

describe('SQLite', () => {
  let database: TestDatabase;
  let file: string;
  beforeAll(async () => {
    database = await createDatabase('sqlite');
    file = database.choice.type === 'sqlite' ? database.choice.file : '';
  });
  afterAll(() => database.drop());

  it('is readable by its owner only', async () => {
    for (const suffix of ['', '-wal', '-shm']) expect((await stat(file + suffix)).mode & 0o777).toBe(0o600);
    const nested = openDatabase({ type: 'sqlite', file: `${dirname(file)}/data/muster.sqlite` });
    expect((await stat(`${dirname(file)}/data`)).mode & 0o777).toBe(0o700);
    await nested.close();
  });

  it('writes ahead, waits for the disk, holds references', async () => {
    const read = async (name: string) => {
      const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(database.handle.db);
      return Object.values(rows[0] ?? {})[0];
    };
    expect(await read('journal_mode')).toBe('wal');
    expect(await read('synchronous')).toBe(2);
    expect(await read('foreign_keys')).toBe(1);
    expect(await read('busy_timeout')).toBe(5_000);
  });

  it('takes the write lock with the first word of a transaction, so that another process waits', async () => {
    const other = new Sqlite(file, { timeout: 0 });
    await inTransaction(database.handle, async () => {
      expect(() => other.exec('begin immediate')).toThrow('database is locked');
    });
    expect(() => other.exec('begin immediate; rollback')).not.toThrow();
    other.close();
  });
});

describe('PostgreSQL', () => {
  it('lives on when its connections are cut, idle and in the middle of a transaction', async () => {
    const database = await createDatabase('postgres');
    const admin = openDatabase(database.choice);
    const cut = () =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`.execute(admin.db);
    await database.handle.ping();
    await cut();
    await eventually(() => expect(database.failures.length).toBeGreaterThan(0));
    const work = inTransaction(database.handle, async (trx) => {
      await sql`select 1`.execute(trx);
      await cut();
      await eventually(() =>
        sql`select 1`.execute(trx).then(
          () => Promise.reject(new Error('not cut yet')),
          () => {},
        ),
      );
      await sql`select 1`.execute(trx);
    });
    await expect(work).rejects.toThrow();
    await eventually(() => database.handle.ping());
    expect(await migrateUp(database.handle.db)).toEqual([]);
    await admin.close();
    await database.drop();
  });
});
