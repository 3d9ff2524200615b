/** The composition root: builds every part in order, and closes them in reverse. */
import type { WebClient } from '@slack/web-api';
import { systemClock } from './clock.ts';
import { type Closers, createClosers } from './closers.ts';
import type { Config } from './config.ts';
import { listAuditEvents } from './db/audit-repository.ts';
import { assertReachable, type DatabaseHandle, openDatabase } from './db/database.ts';
import { countDeliveries } from './db/delivery-repository.ts';
import { migrateUp } from './db/migrator.ts';
import { ensureOrganization, type Organization } from './db/organization-repository.ts';
import { createDirectories } from './directories/index.ts';
import { createSlackRoster } from './directories/slack-roster.ts';
import type { AuditEvent } from './domain/audit.ts';
import { leasesFrom } from './domain/lease.ts';
import { lockDataDir } from './jobs/data-dir-lock.ts';
import { createHandlers } from './jobs/handlers.ts';
import { openEngine } from './jobs/open-engine.ts';
import { type JobQueue, openQueue } from './jobs/queue.ts';
import { startSchedulers } from './jobs/schedulers.ts';
import { recoveryFrom, startWorkers } from './jobs/worker.ts';
import type { Logger } from './log.ts';
import { createDisabledMailer, createMailer } from './mail/mailer.ts';
import { createMetrics } from './operations/metrics.ts';
import { createRoutes } from './operations/routes.ts';
import type { Clock } from './ports.ts';
import { createBackground } from './service/background.ts';
import type { ServiceDeps } from './service/deps.ts';
import { createPauses } from './service/readings/pauses.ts';
import { watchDirectories } from './service/readings/watching.ts';
import { readOrganizationNumbers } from './service/screens/numbers.ts';
import { createServices } from './service/services.ts';
import { requestFirstReadings } from './service/upkeep.ts';
import { createSlackApp } from './slack/app.ts';
import { createSlackClient } from './slack/client.ts';
import { identify } from './slack/identity.ts';
import { createNotifier } from './slack/notifier.ts';
import { createHttpServer, type Routes } from './slack/receivers/http-server.ts';

/** How often the upkeep looks for readings that are due, and for what a crash left behind. */
const TICK_EVERY_MS = 30_000;
const INSPECTED_EVENTS = 50;

/** What tests and the playground put in the place of the real part. */
export interface Overrides {
  clock?: Clock;
  machineClock?: Clock;
  tickEveryMs?: number;
}

/** What is inside, for who wants to look. */
export interface Inspection {
  queues: Awaited<ReturnType<JobQueue['counts']>>;
  /** The newest events of the audit trail, newest first. */
  audit: AuditEvent[];
}

export interface Context {
  /** Takes requests and jobs from now on. */
  start(): Promise<{ port: number }>;
  inspect(): Promise<Inspection>;
  /** Takes nothing new, finishes what runs (30 s at most), and closes. */
  close(): Promise<void>;
}

/** Opens everything that `config` asks for. What was opened is closed again when a later part fails. */
export async function createContext(config: Config, log: Logger, overrides: Overrides = {}): Promise<Context> {
  const closers = createClosers((error) => log.error({ err: error }, 'a part did not close cleanly'));
  try {
    return await build(config, log, overrides, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function build(config: Config, log: Logger, overrides: Overrides, closers: Closers): Promise<Context> {
  if (config.queue.type === 'embedded') {
    const lock = lockDataDir(config.dataDir);
    closers.add(() => lock.release());
  }
  const clock = overrides.clock ?? systemClock;
  const { botToken, apiUrl } = config.slack;
  const client = createSlackClient({ botToken, apiUrl, log });
  const team = await identify(client);
  const database = await openState(config, log, closers);
  const organization = await ensureOrganization(database.db, { ...team, now: clock.now() });
  const engine = await openEngine(config.queue, log);
  closers.add(() => engine.close());
  const queue = await openQueue(engine, log);
  closers.add(() => queue.close());
  const deps: ServiceDeps = {
    ...(await createAdapters(config, client, { organization, database }, log, closers)),
    database,
    clock,
    machineClock: overrides.machineClock ?? systemClock,
    leases: leasesFrom(config.leaseMs),
    queue,
    log,
  };
  const probes = { database: database.ping, queue: queue.ping, slack: () => askSlack(client) };
  const metrics = createMetrics({
    countDeliveries: () => countDeliveries(database.db),
    countJobs: () => queue.counts(),
    listOrganizations: () => readOrganizationNumbers(deps),
  });
  const routes = createRoutes(probes, metrics);
  const app = createSlackApp({
    mode: toMode(config),
    botToken,
    apiUrl,
    port: config.http.port,
    host: config.http.host,
    services: createServices(deps),
    routes,
    log,
  });
  return {
    async start() {
      // These finish what they have at the same time: the one limit is for all of them.
      const atWork: (() => Promise<void>)[] = [];
      closers.add(async () => void (await Promise.allSettled(atWork.map((finish) => finish()))));
      try {
        // Before the first tick, which would otherwise ask for another.
        await requestFirstReadings(deps, organization.id);
        if (config.roles.worker) {
          const handlers = createHandlers(createBackground(deps, config), queue, log);
          const workers = await startWorkers(engine, handlers, { log, recovery: recoveryFrom(config.leaseMs) });
          atWork.push(() => workers.close());
          const tickEveryMs = overrides.tickEveryMs ?? TICK_EVERY_MS;
          const schedulers = await startSchedulers(queue, { tickEveryMs }, log);
          atWork.push(() => schedulers.close());
          const watching = watchDirectories(deps, organization.id);
          atWork.push(async () => watching.close());
        }
        const server = config.roles.bot ? app : createOperationsServer(config, routes, log);
        const { port } = await server.start();
        atWork.push(() => server.stop());
        return { port };
      } catch (error) {
        await closers.closeAll();
        throw error;
      }
    },
    async inspect() {
      const audit = await listAuditEvents(database.db, organization.id, { limit: INSPECTED_EVENTS, offset: 0 });
      return { queues: await queue.counts(), audit };
    },
    close: () => closers.closeAll(),
  };
}

async function openState(config: Config, log: Logger, closers: Closers): Promise<DatabaseHandle> {
  const database = openDatabase(config.database, (error, during) => log.error({ err: error, during }, 'the database'));
  closers.add(() => database.close());
  await assertReachable(database);
  const migrated = await migrateUp(database.db);
  if (migrated.length > 0) log.info({ migrated }, 'the database was migrated');
  return database;
}

async function createAdapters(
  config: Config,
  client: WebClient,
  { organization, database }: { organization: Organization; database: DatabaseHandle },
  log: Logger,
  closers: Closers,
) {
  const { adminToken, apiUrl } = config.slack;
  const teamId = () => organization.slackTeamId;
  const pausesOf = createPauses({ db: database.db, machineClock: systemClock }, organization.id);
  const adminClient = adminToken === null ? null : createSlackClient({ botToken: adminToken, apiUrl, log });
  const mailer = config.mail === null ? createDisabledMailer() : createMailer({ ...config.mail, log });
  closers.add(() => mailer.close());
  if (config.mail === null)
    log.warn('email is off, because SMTP_URL is not set: people hear from Muster in Slack only');
  return {
    roster: createSlackRoster({ client, teamId, pauses: pausesOf('slack') }),
    directories: await createDirectories(config.directories, {
      pausesOf,
      slack: { client, adminClient, teamId },
      ...config.providers,
    }),
    notifier: createNotifier({ client, log }),
    mailer,
  };
}

/** A process that only works is probed and scraped all the same. */
function createOperationsServer({ http }: Config, routes: Routes, log: Logger) {
  const server = createHttpServer({ routes, log });
  return { start: async () => ({ port: await server.start(http.port, http.host) }), stop: server.stop };
}

function toMode({ slack: { receive } }: Config) {
  return receive.mode === 'socket'
    ? ({ type: 'socket', appToken: receive.appToken } as const)
    : ({ type: 'http', signingSecret: receive.signingSecret } as const);
}

async function askSlack(client: WebClient): Promise<void> {
  await client.auth.test();
}
