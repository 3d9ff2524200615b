/** A process that reads as many people as it is told, and tells what that took. Run with `--expose-gc`. */
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { systemClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/db/database.ts';
import { migrateUp } from '../../src/db/migrator.ts';
import { ensureOrganization } from '../../src/db/organization-repository.ts';
import { requestReading } from '../../src/db/reading-request-repository.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import type { OrganizationId } from '../../src/domain/ids.ts';
import { leasesFrom } from '../../src/domain/lease.ts';
import { createLogger } from '../../src/log.ts';
import type { Directory, Roster } from '../../src/ports.ts';
import type { ServiceDeps } from '../../src/service/deps.ts';
import { runRequestedReadings } from '../../src/service/readings/reading.ts';
import { createServices } from '../../src/service/services.ts';

const PAGE_SIZE = 500;
const LOOKS = 10;
/** As it is where nothing else is set. */
const LEASE_MS = 60_000;
const FIRST_ASKED_AFTER_MS = 250;

const order = z.object({ folder: z.string(), sizes: z.array(z.number()) }).parse(JSON.parse(process.argv[3] ?? ''));

/** What is in use, without what only waits to be collected. */
function readLiveBytes(): number {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc');
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function readCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Nobody is kept on this side either: each page is made when it is asked for. */
async function* makePages<Item>(count: number, look: () => void, make: (index: number) => Item) {
  for (let start = 0; start < count; start += PAGE_SIZE) {
    yield Array.from({ length: Math.min(PAGE_SIZE, count - start) }, (_, index) => make(start + index));
    if ((start / PAGE_SIZE) % Math.ceil(count / PAGE_SIZE / LOOKS) === 0) look();
  }
}

const idOf = (index: number) => `U0M${String(index).padStart(7, '0')}`;

function createRoster(count: number, look: () => void): Roster {
  const toPerson = (index: number) => ({
    slackUserId: idOf(index),
    name: `Member Number ${index}`,
    email: `member${index}@acme.example`,
    timeZone: 'Europe/Amsterdam',
    role: index === 0 ? ('owner' as const) : ('member' as const),
    deactivated: false,
  });
  return {
    listPeople: () => makePages(count, look, toPerson),
    readPerson: async (slackUserId) => toPerson(Number(slackUserId.slice(3))),
    listUserGroup: async () => [],
    listUndisturbed: async () => new Map(),
  };
}

function createDirectory(count: number, look: () => void): Directory {
  const toAccount = (index: number) => ({
    externalId: `account-${index}`,
    slackUserId: null,
    email: `member${index}@acme.example`,
    status: index % 2 === 0 ? ('enabled' as const) : ('disabled' as const),
    method: null,
  });
  return {
    name: 'okta',
    label: 'Okta',
    setupUrl: 'https://okta.example',
    capabilities: { hold: false },
    blindness: null,
    listAccounts: () => makePages(count, look, toAccount),
    externalIdOf: () => null,
    readAccount: async () => null,
  };
}

async function measure(size: number, file: string) {
  const before = readLiveBytes();
  let peak = before;
  const look = () => {
    peak = Math.max(peak, readLiveBytes());
  };
  const database = openDatabase({ type: 'sqlite', file });
  await migrateUp(database.db);
  const now = systemClock.now();
  const { id } = await ensureOrganization(database.db, { slackTeamId: 'T0ACME', name: 'Acme', now });
  const deps: ServiceDeps = {
    database,
    clock: systemClock,
    machineClock: systemClock,
    leases: leasesFrom(LEASE_MS),
    roster: createRoster(size, look),
    directories: [createDirectory(size, look)],
    notifier: {
      send: refuse,
      post: refuse,
      greet: refuse,
      edit: refuse,
      showEnforce: async () => {},
      showRound: async () => {},
    },
    mailer: { enabled: false, send: refuse },
    queue: { wakeDeliveries: async () => {}, wakeReadings: async () => {} },
    log: createLogger('warn'),
  };
  const request = { directory: 'okta', trigger: 'start', now } as const;
  await inTransaction(database, (trx) => requestReading(trx, id, request));
  const asking = await askMeanwhile(deps, id, look);
  const cpuBefore = readCpuMs();
  await runRequestedReadings(deps, id);
  const cpuMs = readCpuMs() - cpuBefore;
  look();
  const status = await asking.stop();
  await database.close();
  const after = readLiveBytes();
  return { type: 'read', size, cpuMs, grownBy: after - before, peakBy: peak - before, status };
}

function refuse(): never {
  throw new Error('nothing is sent here');
}

/**
 * Somebody who asks for the status, each time after twice as long: an answer counts all members, and that is not what is
 * measured.
 */
async function askMeanwhile(deps: ServiceDeps, organizationId: OrganizationId, look: () => void) {
  const services = createServices(deps);
  const caller = { organizationId, slackUserId: idOf(0), source: 'slack:command' as const };
  await services.arrivals.seen(organizationId, caller.slackUserId);
  const stopping = new AbortController();
  const latencies: number[] = [];
  const asking = (async () => {
    for (let pauseMs = FIRST_ASKED_AFTER_MS; !stopping.signal.aborted; pauseMs *= 2) {
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      // Time of the processor, as in an answer on a machine that has nothing else to do.
      const asked = readCpuMs();
      await services.status.open(caller);
      latencies.push(readCpuMs() - asked);
      look();
    }
  })();
  return {
    async stop() {
      const during = latencies.length;
      stopping.abort();
      await asking;
      const { numbers } = await services.status.open(caller);
      return { answers: during, slowestMs: Math.max(0, ...latencies), counted: numbers?.tally.counted ?? null };
    },
  };
}

for (const size of order.sizes) {
  const folder = await mkdtemp(path.join(order.folder, 'measured-'));
  process.send?.(await measure(size, path.join(folder, 'muster.sqlite')));
  await rm(folder, { recursive: true });
}
process.disconnect();
