import { expect, onTestFinished, test } from 'vitest';
import { newId } from '../../../src/db/ids.ts';
import { migrateUp } from '../../../src/db/migrator.ts';
import { insertRound } from '../../../src/db/round-repository.ts';
import { leasesFrom } from '../../../src/domain/lease.ts';
import { createLogger } from '../../../src/log.ts';
import type { ServiceDeps } from '../../../src/service/deps.ts';
import { runRounds } from '../../../src/service/reminders/rounds.ts';
import { createEmptyDatabase, dialects } from '../db/databases.ts';
import { addStandings, createOrganization, NOON } from '../db/world.ts';

async function unused(): Promise<never> {
  throw new Error('a round without a window asks nothing of Slack');
}

function createDeps(database: ServiceDeps['database']): ServiceDeps {
  const clock = { now: () => NOON };
  return {
    database,
    clock,
    machineClock: clock,
    leases: leasesFrom(60_000),
    directories: [],
    roster: {
      listPeople: () => ({ [Symbol.asyncIterator]: () => ({ next: unused }) }),
      readPerson: unused,
      listUserGroup: unused,
      listUndisturbed: unused,
    },
    notifier: { send: unused, post: unused, greet: unused, edit: unused, showEnforce: unused, showRound: unused },
    mailer: { enabled: true, send: unused },
    queue: { wakeDeliveries: async () => {}, wakeReadings: async () => {} },
    log: createLogger('silent'),
  };
}

test.each(dialects)('a round that several processes plan at once reminds each member once, on %s', async (dialect) => {
  const { handle, drop } = await createEmptyDatabase(dialect);
  onTestFinished(drop);
  await migrateUp(handle.db);
  const { id } = await createOrganization(handle.db);
  const lacking = Array.from({ length: 120 }, (_, index) => ({ name: `Member ${index}`, status: 'disabled' as const }));
  const [requestedBy] = await addStandings(handle, id, [{ status: 'enabled', role: 'owner' }, ...lacking]);
  if (requestedBy === undefined) throw new Error('nobody asks');
  await insertRound(handle.db, id, { id: newId('round'), requestedBy, viewId: null, readingIds: [], createdAt: NOON });

  await Promise.all([1, 2, 3, 4].map(() => runRounds(createDeps(handle), id)));

  const reminders = await handle.db.selectFrom('reminders').select('member_id').execute();
  expect(reminders).toHaveLength(lacking.length);
  expect(new Set(reminders.map(({ member_id }) => member_id)).size).toBe(lacking.length);
  const events = await handle.db.selectFrom('audit_events').select('after').where('type', '=', 'round.sent').execute();
  expect(events).toHaveLength(1);
});
