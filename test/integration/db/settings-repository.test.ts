import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getSettings, saveSettings } from '../../../src/db/settings-repository.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { createOrganization, NOON } from './world.ts';

describe.each(dialects)('settings on %s', (dialect) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createDatabase(dialect);
  });
  afterEach(() => database.drop());

  it('are the defaults until somebody chooses', async () => {
    const { id } = await createOrganization(database.handle.db);
    expect(await getSettings(database.handle.db, id)).toEqual(DEFAULT_SETTINGS);
  });

  it('are what was chosen last, of that organization alone', async () => {
    const { id } = await createOrganization(database.handle.db);
    const other = await createOrganization(database.handle.db);
    for (const graceDays of [3, 14]) {
      const chosen = { ...DEFAULT_SETTINGS, graceDays, locking: true };
      await inTransaction(database.handle, (trx) => saveSettings(trx, id, chosen, { changedBy: null, now: NOON }));
      expect(await getSettings(database.handle.db, id)).toEqual(chosen);
    }
    expect(await getSettings(database.handle.db, other.id)).toEqual(DEFAULT_SETTINGS);
  });

  it('keep only what differs from the defaults', async () => {
    const { id } = await createOrganization(database.handle.db);
    const chosen = { ...DEFAULT_SETTINGS, smsCounts: false };
    await inTransaction(database.handle, (trx) => saveSettings(trx, id, chosen, { changedBy: null, now: NOON }));
    const row = await database.handle.db.selectFrom('settings').select('choices').executeTakeFirstOrThrow();
    expect(JSON.parse(row.choices)).toEqual({ smsCounts: false });
  });
});
