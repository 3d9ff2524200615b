import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DestinationStream } from 'pino';
import { onTestFinished } from 'vitest';
import { type Config, readConfig } from '../../src/config.ts';
import { type Context, createContext } from '../../src/context.ts';
import { createLogger } from '../../src/log.ts';
import { createMailbox, type Mailbox } from '../../src/playground/mailbox.ts';
import { loadManifest } from '../../src/playground/manifest.ts';
import { createSlackStandIn, type SlackStandIn } from '../../src/playground/slack/stand-in.ts';
import type { PersonInput } from '../../src/playground/slack/state/person.ts';

/** Three owners' worth of story: a primary owner, an owner, an admin, three members, a guest, a bot and a stranger. */
export const PEOPLE = {
  olivia: { id: 'UOLIVIA001', name: 'olivia', real_name: 'Olivia Owner', is_primary_owner: true, has_2fa: true },
  oscar: { id: 'UOSCAR0002', name: 'oscar', real_name: 'Oscar Owner', is_owner: true, has_2fa: true },
  ada: { id: 'UADA000003', name: 'ada', real_name: 'Ada Admin', is_admin: true, has_2fa: true },
  mia: { id: 'UMIA000004', name: 'mia', real_name: 'Mia Member', has_2fa: false },
  max: { id: 'UMAX000005', name: 'max', real_name: 'Max <!channel> Member', has_2fa: false },
  guest: { id: 'UGUEST0006', name: 'gus', real_name: 'Gus Guest', is_restricted: true, has_2fa: true },
  bot: { id: 'UBOT000007', name: 'robot', real_name: 'Robot', is_bot: true },
  stranger: { id: 'USTRANGE08', name: 'sam', real_name: 'Sam Stranger', foreign_team_id: 'T0ELSEWHERE' },
} as const satisfies Record<string, PersonInput>;

export const TOKENS = {
  botToken: 'xoxb-test-bot-token',
  appToken: 'xapp-test-app-token',
  adminToken: 'xoxp-test-admin-token',
  signingSecret: '8f742231b10e8888abcd99yyyzzz85a5',
};

/** Slack waits three seconds. That Muster is as quick is a test of its own; the others hold on a busy machine too. */
export const UNHURRIED = { acknowledgeWithinMs: 20_000, triggerLifetimeMs: 60_000 };

export interface TestClock {
  now(): Date;
  forward(ms: number): void;
}

/** The machine's clock, that a test can set forward. */
function createTestClock(): TestClock {
  let aheadMs = 0;
  return {
    now: () => new Date(Date.now() + aheadMs),
    forward: (ms) => {
      aheadMs += ms;
    },
  };
}

export interface MusterOptions {
  receiving?: 'http' | 'socket';
  /** `DATABASE_URL`, `REDIS_URL` and the like, over those that the harness sets. */
  env?: Readonly<Record<string, string | undefined>>;
  people?: readonly PersonInput[];
  userGroups?: readonly { id: string; handle: string; users: readonly string[] }[];
  /** What the bot's token may do, where it is not what the manifest asks for. */
  botScopes?: readonly string[];
  /** How often the upkeep runs, for what follows from the clock. */
  tickEveryMs?: number;
  /** Where the log goes; standard output when absent. */
  log?: DestinationStream;
}

/** The whole bot beside a stand-in for Slack and a real mail server. */
export interface Muster {
  readonly slack: SlackStandIn;
  readonly mailbox: Mailbox;
  readonly clock: TestClock;
  /** That of leases and backoff. */
  readonly machineClock: TestClock;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly config: Config;
  /** Where the bot listens. */
  readonly url: string;
  /** Closes the bot and starts it again on the same state. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const manifestFile = path.resolve(import.meta.dirname, '../../manifest.yml');

/** Everything that surrounds the bot: for tests that run it in this process, or as a process of its own. */
export async function createSurroundings(options: MusterOptions = {}) {
  const clock = createTestClock();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'muster-test-'));
  const slack = await createSlackStandIn({
    ...TOKENS,
    people: options.people ?? Object.values(PEOPLE),
    teamName: 'Acme',
    manifest: (await loadManifest(manifestFile)).json,
    now: () => clock.now(),
    eventRetryDelaysMs: [20, 20, 20],
    ...UNHURRIED,
    ...(options.userGroups && { userGroups: options.userGroups }),
    ...(options.botScopes && { botScopes: options.botScopes }),
  });
  const mailbox = await createMailbox({ now: () => clock.now() });
  const env = {
    SLACK_BOT_TOKEN: TOKENS.botToken,
    SLACK_ADMIN_TOKEN: TOKENS.adminToken,
    SLACK_SIGNING_SECRET: TOKENS.signingSecret,
    SLACK_APP_TOKEN: options.receiving === 'socket' ? TOKENS.appToken : undefined,
    SLACK_API_URL: slack.apiUrl,
    SMTP_URL: mailbox.smtpUrl,
    MAIL_FROM: 'Muster <muster@acme.example>',
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    ...options.env,
  };
  return {
    clock,
    slack,
    mailbox,
    env,
    async close() {
      await slack.close();
      await mailbox.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Starts the bot in this process; it is closed when the test ends. */
export async function startMuster(options: MusterOptions = {}): Promise<Muster> {
  const muster = await launchMuster(options);
  onTestFinished(muster.close);
  return muster;
}

/** The same for several tests: whoever launches it closes it. */
export async function launchMuster(options: MusterOptions = {}): Promise<Muster> {
  const surroundings = await createSurroundings(options);
  const { slack, mailbox, clock, env } = surroundings;
  const machineClock = createTestClock();
  const outcome = readConfig(env);
  if (outcome.type === 'invalid') throw new Error(JSON.stringify(outcome.problems));
  const { config } = outcome;
  const log = createLogger(config.logLevel, options.log);
  let running: { context: Context; port: number } | null = null;
  const start = async () => {
    const { tickEveryMs } = options;
    const context = await createContext(config, log, {
      clock,
      machineClock,
      ...(tickEveryMs !== undefined && { tickEveryMs }),
    });
    const { port } = await context.start();
    running = { context, port };
    slack.requestUrl = options.receiving === 'socket' ? null : `http://127.0.0.1:${port}/slack/events`;
  };
  const stop = async () => {
    const stopping = running;
    running = null;
    await stopping?.context.close();
  };
  const close = async () => {
    await stop();
    await surroundings.close();
  };
  try {
    await start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    slack,
    mailbox,
    clock,
    machineClock,
    env,
    config,
    get url() {
      return `http://127.0.0.1:${running?.port}`;
    },
    async restart() {
      await stop();
      await start();
    },
    close,
  };
}
