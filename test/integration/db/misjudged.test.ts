import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tallyMembers } from '../../../src/db/member-list-repository.ts';
import { listMisjudged, refreshMfaStatus } from '../../../src/db/member-status-repository.ts';
import { saveSettings } from '../../../src/db/settings-repository.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { addStandings, createOrganization, NOON } from './world.ts';

describe.each(dialects)('text messages alone on %s', (dialect) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(dialect);
  });
  afterAll(() => database.drop());

  it('are found when the policy changes, judged anew, and then nobody is left to find', async () => {
    const { db } = database.handle;
    const { id } = await createOrganization(db);
    const [texter, , , leaver] = await addStandings(database.handle, id, [
      { status: 'enabled', method: 'sms' },
      { status: 'enabled', method: 'app' },
      { status: 'disabled' },
      { status: 'enabled', method: 'sms', state: 'deactivated' },
    ]);
    expect(leaver).toBeDefined();
    expect(await tallyMembers(db, id, NOON)).toMatchObject({ enabled: 2, sms: { enabled: 1, disabled: 0 } });
    for (const smsCounts of [true, false, true]) {
      await inTransaction(database.handle, async (trx) => {
        await saveSettings(trx, id, { ...DEFAULT_SETTINGS, smsCounts }, { changedBy: null, now: NOON });
        await refreshMfaStatus(trx, id, await listMisjudged(trx, id, { smsCounts, limit: 10 }));
      });
      const [enabled, disabled] = smsCounts ? [2, 1] : [1, 2];
      const sms = smsCounts ? { enabled: 1, disabled: 0 } : { enabled: 0, disabled: 1 };
      expect(await tallyMembers(db, id, NOON)).toMatchObject({ enabled, disabled, sms });
      expect(await listMisjudged(db, id, { smsCounts, limit: 10 })).toEqual([]);
      expect(await listMisjudged(db, id, { smsCounts: !smsCounts, limit: 10 })).toEqual([texter]);
    }
  });
});
