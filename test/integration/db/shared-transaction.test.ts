import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureOrganization, findOrganizationByTeam } from '../../../src/db/organization-repository.ts';
import { inSharedTransaction } from '../../../src/db/shared-transaction.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import { eventually } from '../../support/wait.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { NOON } from './world.ts';

describe.each(dialects)('writes that are asked for at the same moment on %s', (dialect) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(dialect);
  });
  afterAll(() => database.drop());

  function write(slackTeamId: string, fail = false): Promise<string> {
    return inSharedTransaction(database.handle, async (trx) => {
      const { name } = await ensureOrganization(trx, { slackTeamId, name: slackTeamId, now: NOON });
      if (fail) throw new Error(`${slackTeamId} thought better of it`);
      return name;
    });
  }

  it('each get their own answer, and are committed by then', async () => {
    const names = ['TONE', 'TTWO', 'TTHREE'];
    expect(await Promise.all(names.map((name) => write(name)))).toEqual(names);
    for (const name of names) expect(await findOrganizationByTeam(database.handle.db, name)).not.toBeNull();
  });

  it('fail alone: one that throws takes no other with it', async () => {
    const [before, failed, after] = await Promise.allSettled([
      write('TBEFORE'),
      write('TFAILED', true),
      write('TAFTER'),
    ]);
    expect([before.status, failed.status, after.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await findOrganizationByTeam(database.handle.db, 'TBEFORE')).not.toBeNull();
    expect(await findOrganizationByTeam(database.handle.db, 'TFAILED')).toBeNull();
    expect(await findOrganizationByTeam(database.handle.db, 'TAFTER')).not.toBeNull();
  });

  it('start their hooks after the commit, and never those of one that failed', async () => {
    const hook = vi.fn();
    const failing = inSharedTransaction(database.handle, async (_trx, onCommit) => {
      onCommit(() => hook('of the one that failed'));
      throw new Error('no');
    });
    const fine = inSharedTransaction(database.handle, async (_trx, onCommit) => onCommit(() => hook('of the other')));
    await expect(failing).rejects.toThrow('no');
    await fine;
    await eventually(() => expect(hook.mock.calls).toEqual([['of the other']]));
  });

  it('are refused inside of a transaction', async () => {
    const work = inTransaction(database.handle, () => write('TINSIDE'));
    await expect(work).rejects.toThrow('inside a transaction');
  });
});
