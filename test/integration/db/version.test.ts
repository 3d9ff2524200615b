import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/db/database.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { createOrganization } from './world.ts';

describe.each(dialects)('the version of what is stored on %s', (dialect) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(dialect);
  });
  afterAll(() => database.drop());

  it('changes when we write', async () => {
    const before = await database.handle.readVersion();
    await createOrganization(database.handle.db);
    expect(await database.handle.readVersion()).not.toBe(before);
  });

  it('changes when another process writes', async () => {
    const other = openDatabase(database.choice);
    const before = await database.handle.readVersion();
    await createOrganization(other.db);
    expect(await database.handle.readVersion()).not.toBe(before);
    await other.close();
  });

  it('changes when a transaction that began before is committed', async () => {
    const other = openDatabase(database.choice);
    const transaction = await other.db.startTransaction().execute();
    await createOrganization(transaction);
    const before = await database.handle.readVersion();
    await transaction.commit().execute();
    expect(await database.handle.readVersion()).not.toBe(before);
    await other.close();
  });
});

// On PostgreSQL it also moves with the other databases of the server: then something is read once more than needed.
it('on sqlite it stays while nobody writes', async () => {
  const database = await createDatabase('sqlite');
  const before = await database.handle.readVersion();
  await database.handle.ping();
  expect(await database.handle.readVersion()).toBe(before);
  await database.drop();
});
