import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../../src/db/database.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import type { OrganizationId } from '../../../src/domain/ids.ts';
import { createDatabase, type TestDatabase } from './databases.ts';
import { createOrganization } from './world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase('postgres');
});
afterAll(() => database.drop());

/** Renames two organizations in this order; between the two it waits for `meet`. */
function rename(handle: DatabaseHandle, ids: readonly OrganizationId[], name: string, meet: () => Promise<void>) {
  let attempts = 0;
  const hooks: number[] = [];
  const done = inTransaction(handle, async (trx, onCommit) => {
    attempts += 1;
    onCommit(() => void hooks.push(attempts));
    for (const id of ids) {
      await trx.updateTable('organizations').set({ name }).where('id', '=', id).execute();
      await meet();
    }
  });
  return { done, attempts: () => attempts, hooks };
}

test('a deadlock costs one of the two another attempt, and nobody their work', async () => {
  const { handle } = database;
  const { id: one } = await createOrganization(handle.db);
  const { id: other } = await createOrganization(handle.db);
  let arrived = 0;
  let release = () => {};
  const both = new Promise<void>((resolve) => {
    release = resolve;
  });
  const meet = async () => {
    arrived += 1;
    if (arrived === 2) release();
    await both;
  };
  const renames = [rename(handle, [one, other], 'First', meet), rename(handle, [other, one], 'Second', meet)];
  await Promise.all(renames.map(({ done }) => done));
  expect(renames.map(({ attempts }) => attempts()).toSorted()).toEqual([1, 2]);
  expect(renames.map(({ hooks }) => hooks.length)).toEqual([1, 1]);
  const names = await handle.db.selectFrom('organizations').select('name').where('id', 'in', [one, other]).execute();
  expect(new Set(names.map(({ name }) => name)).size).toBe(1);
});

test('an error of the work itself is not tried again', async () => {
  let attempts = 0;
  const work = inTransaction(database.handle, async () => {
    attempts += 1;
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(attempts).toBe(1);
});
