import { pino } from 'pino';
import { openDatabase } from '../../src/db/database.ts';
import { migrateUp } from '../../src/db/migrator.ts';
import { ensureOrganization } from '../../src/db/organization-repository.ts';
import { createDirectories } from '../../src/directories/index.ts';
import { createSlackRoster } from '../../src/directories/slack-roster.ts';
import { leasesFrom } from '../../src/domain/lease.ts';
import { createDisabledMailer } from '../../src/mail/mailer.ts';
import { createSlackStandIn } from '../../src/playground/slack/stand-in.ts';
import type { PersonInput } from '../../src/playground/slack/state/person.ts';
import { createBackground } from '../../src/service/background.ts';
import type { ServiceDeps } from '../../src/service/deps.ts';
import { createServices } from '../../src/service/services.ts';
import { requestFirstReadings } from '../../src/service/upkeep.ts';
import { createSlackApp } from '../../src/slack/app.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import { createNotifier } from '../../src/slack/notifier.ts';
import { UNHURRIED } from '../support/muster.ts';

const BOT_TOKEN = 'xoxb-test';
const ADMIN_TOKEN = 'xoxp-test';
const APP_TOKEN = 'xapp-test';
export const SIGNING_SECRET = 'the signing secret of the tests';

export const OLGA = 'U0OLGA';
export const ADA = 'U0ADA';
export const BEN = 'U0BEN';
const PEOPLE: readonly PersonInput[] = [
  { id: OLGA, name: 'olga', real_name: 'Olga Owner', is_primary_owner: true, has_2fa: true },
  { id: ADA, name: 'ada', real_name: 'Ada <!channel> Lovelace' },
  { id: BEN, name: 'ben', real_name: 'Ben *Bold* Bitdiddle', has_2fa: true },
];

interface BotOptions {
  mode?: 'http' | 'socket';
  people?: readonly PersonInput[];
  teamId?: string;
}

/** Muster in one process, with its real parts, beside a stand-in for Slack. Its work is done by `settle`. */
export async function startBot({ mode = 'http', people = PEOPLE, teamId = 'T0MUSTER' }: BotOptions = {}) {
  const log = pino({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent' });
  const slack = await createSlackStandIn({
    people,
    teamId,
    signingSecret: SIGNING_SECRET,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    adminToken: ADMIN_TOKEN,
    adminUserId: OLGA,
    ...UNHURRIED,
  });
  const { apiUrl } = slack;
  const database = openDatabase({ type: 'sqlite', file: ':memory:' });
  await migrateUp(database.db);
  const clock = { now: () => new Date() };
  const organization = await ensureOrganization(database.db, { slackTeamId: teamId, name: 'Acme', now: clock.now() });
  const client = createSlackClient({ botToken: BOT_TOKEN, apiUrl, log });
  const adminClient = createSlackClient({ botToken: ADMIN_TOKEN, apiUrl, log });
  const deps: ServiceDeps = {
    database,
    clock,
    machineClock: clock,
    leases: leasesFrom(60_000),
    roster: createSlackRoster({ client, teamId: () => teamId }),
    directories: await createDirectories(['slack'], { slack: { client, adminClient, teamId: () => teamId } }),
    notifier: createNotifier({ client, log }),
    mailer: createDisabledMailer(),
    queue: { wakeDeliveries: async () => {}, wakeReadings: async () => {} },
    log,
  };
  const background = createBackground(deps, { readingIntervalMs: 3_600_000 });
  const app = createSlackApp({
    mode: mode === 'http' ? { type: 'http', signingSecret: SIGNING_SECRET } : { type: 'socket', appToken: APP_TOKEN },
    botToken: BOT_TOKEN,
    apiUrl,
    port: 0,
    host: '127.0.0.1',
    services: createServices(deps),
    routes: { 'GET /healthz': (_request, response) => void response.writeHead(200).end('ok') },
    log,
  });
  const { port } = await app.start();
  const url = `http://127.0.0.1:${port}`;
  slack.requestUrl = mode === 'http' ? `${url}/slack/events` : null;

  /** Does all readings and deliveries that are due, and what follows from them. */
  async function settle(): Promise<void> {
    await slack.settled();
    for (let worked = true; worked; ) {
      worked = false;
      for (const id of await background.listOrganizationsToRead()) {
        await background.read(id);
        worked = true;
      }
      for await (const page of background.pageDueDeliveries()) {
        for (const { deliveryId, attempt } of page) await background.deliver(deliveryId, attempt);
        worked = true;
      }
    }
  }

  await requestFirstReadings(deps, organization.id);
  await settle();
  return {
    slack,
    app,
    url,
    deps,
    organization,
    settle,
    stop: async () => {
      await app.stop();
      await slack.close();
      await database.close();
    },
  };
}

export type Bot = Awaited<ReturnType<typeof startBot>>;
