import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../../migrations/index.ts';
import { migrateDown, migrateUp, migrationStatus } from '../../../src/db/migrator.ts';
import { createEmptyDatabase, dialects, type TestDatabase } from './databases.ts';
import { describeSchema } from './describe-schema.ts';

const names = Object.keys(migrations);

describe.each(dialects)('migrations on %s', (dialect) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createEmptyDatabase(dialect);
  });
  afterEach(async () => {
    await database.drop();
  });

  it('are listed in the order of their names', () => {
    expect(names).toEqual(names.toSorted());
  });

  it('bring an empty database to the schema that is written down', async () => {
    await migrateUp(database.handle.db);
    await expect(await describeSchema(database.handle)).toMatchFileSnapshot(`./schema.${dialect}.txt`);
  });

  it('do nothing the second time', async () => {
    expect(await migrateUp(database.handle.db)).toEqual(names);
    expect(await migrateUp(database.handle.db)).toEqual([]);
  });

  it('leave nothing behind on the way down, and come up again the same', async () => {
    const empty = await describeSchema(database.handle);
    await migrateUp(database.handle.db);
    const full = await describeSchema(database.handle);
    expect(await migrateDown(database.handle.db, 'all')).toEqual(names.toReversed());
    expect(await describeSchema(database.handle)).toBe(empty);
    await migrateUp(database.handle.db);
    expect(await describeSchema(database.handle)).toBe(full);
  });

  it('go down one step at a time and say where they stand', async () => {
    await migrateUp(database.handle.db);
    expect(await migrateDown(database.handle.db, 'one')).toEqual(names.slice(-1));
    const status = await migrationStatus(database.handle.db);
    expect(status.filter(({ executedAt }) => executedAt === null).map(({ name }) => name)).toEqual(names.slice(-1));
    expect(await migrateUp(database.handle.db)).toEqual(names.slice(-1));
  });

  it('throw when one fails, and take nothing halfway', async () => {
    await sql`create table members (id text)`.execute(database.handle.db);
    await expect(migrateUp(database.handle.db)).rejects.toThrow(/organization_id/);
    const status = await migrationStatus(database.handle.db);
    expect(status.every(({ executedAt }) => executedAt === null)).toBe(true);
    await sql`drop table members`.execute(database.handle.db);
    expect(await migrateUp(database.handle.db)).toEqual(names);
  });

  it('let one process migrate while another starts', async () => {
    const [first, second] = await Promise.all([migrateUp(database.handle.db), migrateUp(database.handle.db)]);
    expect([...first, ...second]).toEqual(names);
  });
});
