import { pino } from 'pino';
import { type DatabaseHandle, openDatabase } from '../../../src/db/database.ts';
import { migrateUp } from '../../../src/db/migrator.ts';
import { ensureOrganization } from '../../../src/db/organization-repository.ts';
import { leasesFrom } from '../../../src/domain/lease.ts';
import type { Permission } from '../../../src/domain/permission.ts';
import { createDisabledMailer } from '../../../src/mail/mailer.ts';
import { createBackground } from '../../../src/service/background.ts';
import type { Caller } from '../../../src/service/caller.ts';
import type { ServiceDeps } from '../../../src/service/deps.ts';
import { createServices } from '../../../src/service/services.ts';
import { requestFirstReadings } from '../../../src/service/upkeep.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import type { Dialect } from '../db/databases.ts';
import { NOON } from '../db/world.ts';
import { SILENT_NOTIFIER, SILENT_QUEUE, World } from './world.ts';

/** Who is there: two owners, a member who was given `enforce`, and two who may nothing. */
const ROLES = ['primary_owner', 'owner', 'member', 'member', 'member'] as const;
export const PEOPLE = ROLES.length;
const HOLDER = 2;

/** Two bots' ways into one database. SQLite is one process's, so there they share theirs. */
export async function openForTwo(dialect: Dialect): Promise<{ handles: DatabaseHandle[]; drop: () => Promise<void> }> {
  const place = dialect === 'postgres' ? await createTestDatabase() : null;
  const open = () =>
    openDatabase(place === null ? { type: 'sqlite', file: ':memory:' } : { type: 'postgres', ...place });
  const first = open();
  const handles = [first, place === null ? first : open()];
  await migrateUp(first.db);
  const drop = async () => {
    for (const handle of new Set(handles)) await handle.close();
    await place?.drop();
  };
  return { handles, drop };
}

let teams = 0;

/** A fresh organization in a database that is there, and the bots at it. */
export async function found(handles: readonly DatabaseHandle[]) {
  const world = new World(ROLES);
  const time = { now: NOON };
  const [{ db } = missing()] = handles;
  teams += 1;
  const organization = await ensureOrganization(db, {
    slackTeamId: `TRACE${teams}`,
    name: 'Acme',
    now: NOON,
  });
  const bots = handles.map((handle) => {
    const deps: ServiceDeps = {
      database: handle,
      clock: { now: () => time.now },
      machineClock: { now: () => time.now },
      leases: leasesFrom(60_000),
      roster: world.roster,
      directories: [world.directory],
      notifier: SILENT_NOTIFIER,
      mailer: createDisabledMailer(),
      queue: SILENT_QUEUE,
      log: pino({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent' }),
    };
    return { deps, services: createServices(deps), background: createBackground(deps, { readingIntervalMs: 1e12 }) };
  });
  const bot = (index: number) => {
    return bots[index] ?? missing();
  };
  const callerOf = (index: number): Caller => ({
    organizationId: organization.id,
    slackUserId: world.at(index).slackUserId,
    source: 'slack:modal',
  });
  await requestFirstReadings(bot(0).deps, organization.id);
  await bot(0).background.read(organization.id);
  const real = {
    world,
    time,
    organizationId: organization.id,
    db,
    bot,
    callerOf,
    grant: (index: number, permission: Permission) =>
      bot(0).services.grants.grant(callerOf(0), {
        subject: { type: 'member', slackUserId: world.at(index).slackUserId },
        permission,
      }),
  };
  await real.grant(HOLDER, 'enforce');
  return real;
}

function missing(): never {
  throw new Error('there are two bots');
}

export type Real = Awaited<ReturnType<typeof found>>;
