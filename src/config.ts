import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { z } from 'zod';
import { buildProviders, missingOf, type Providers, providerVariables } from './config/providers.ts';
import { describeProblem, isSettingName, SETTINGS, type SettingProblem } from './config/settings.ts';
import * as value from './config/values.ts';
import type { LogLevel } from './log.ts';
import { DIRECTORY_NAMES, type DirectoryName } from './ports.ts';

export { formatProblems, type SettingProblem } from './config/settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the commands need that never talk to Slack: `migrate`, `audit` and `stop`. */
export interface StorageConfig {
  dataDir: string;
  database: { type: 'sqlite'; file: string } | { type: 'postgres'; url: string };
  /** `null`: email is off. */
  mail: { smtpUrl: string; from: string } | null;
  logLevel: LogLevel;
}

export interface Config extends StorageConfig {
  slack: {
    botToken: string;
    /** Ends with a slash. */
    apiUrl: string;
    /** `null`: the `slack` directory is blind. */
    adminToken: string | null;
    receive: { mode: 'socket'; appToken: string } | { mode: 'http'; signingSecret: string };
  };
  http: { port: number; host: string };
  queue: { type: 'redis'; url: string } | { type: 'postgres'; url: string } | { type: 'embedded'; dataDir: string };
  directories: readonly DirectoryName[];
  /** `null` for a directory that is not listed. */
  providers: Providers;
  readingIntervalMs: number;
  /** How long a process holds what it took before another may take it. */
  leaseMs: number;
  roles: { bot: boolean; worker: boolean };
}

export type ConfigOutcome<Read> =
  | { type: 'ok'; config: Read }
  | { type: 'invalid'; problems: readonly SettingProblem[] };

const ROLES = ['bot', 'worker'] as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const storageVariables = z.object({
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: value.addressOf('postgres://', 'postgresql://').optional(),
  SMTP_URL: value.addressOf('smtp://', 'smtps://').optional(),
  MAIL_FROM: value.mailSender.optional(),
  LOG_LEVEL: value.oneOf(LOG_LEVELS).default('info'),
});

const variables = storageVariables.extend({
  SLACK_BOT_TOKEN: value.slackToken('xoxb-'),
  SLACK_APP_TOKEN: value.slackToken('xapp-').optional(),
  SLACK_SIGNING_SECRET: value.signingSecret.optional(),
  SLACK_ADMIN_TOKEN: value.slackToken('xoxp-').optional(),
  SLACK_API_URL: value.addressOf('https://', 'http://').default('https://slack.com/api/'),
  PORT: value.port.default(3000),
  HOST: value.host.default('0.0.0.0'),
  REDIS_URL: value.addressOf('redis://', 'rediss://').optional(),
  DIRECTORIES: value.listOf(DIRECTORY_NAMES).default(['slack']),
  ...providerVariables,
  READING_INTERVAL: value.readingInterval.default(60 * 60_000),
  LEASE: value.lease.default(60_000),
  ROLES: value.listOf(ROLES).default([...ROLES]),
});

type StorageVariables = z.infer<typeof storageVariables>;
type Variables = z.infer<typeof variables>;

/** Empty counts as unset, as in a line of `.env` that nobody filled in. */
function dropEmpty(env: Environment): Environment {
  const filled = Object.entries(env).flatMap(([name, text]) => {
    const trimmed = text?.trim() ?? '';
    return trimmed === '' ? [] : [[name, trimmed]];
  });
  return Object.fromEntries(filled);
}

function missingHalfOfMail(env: Environment): SettingProblem[] {
  if ((env['SMTP_URL'] === undefined) === (env['MAIL_FROM'] === undefined)) return [];
  return env['SMTP_URL'] === undefined
    ? [describeProblem('SMTP_URL', 'is not set, but MAIL_FROM is: set both or none')]
    : [describeProblem('MAIL_FROM', 'is not set, but SMTP_URL is: set both or none')];
}

function missingReceiver(env: Environment): SettingProblem[] {
  if (env['SLACK_APP_TOKEN'] !== undefined || env['SLACK_SIGNING_SECRET'] !== undefined) return [];
  return [
    describeProblem('SLACK_APP_TOKEN', 'is not set: needed for Socket Mode, which needs no public address'),
    describeProblem('SLACK_SIGNING_SECRET', 'is not set: needed instead of SLACK_APP_TOKEN to be reached over HTTP'),
  ];
}

function lonelyRole(env: Environment): SettingProblem[] {
  const roles = variables.shape.ROLES.safeParse(env['ROLES']);
  const shared = env['REDIS_URL'] !== undefined || env['DATABASE_URL'] !== undefined;
  if (shared || !roles.success || roles.data.length !== 1) return [];
  const sentence = `is ${roles.data[0]} alone, but several processes need PostgreSQL or Redis: set DATABASE_URL or REDIS_URL, or leave ROLES unset`;
  return [describeProblem('ROLES', sentence)];
}

function missingProviders(env: Environment): SettingProblem[] {
  const directories = variables.shape.DIRECTORIES.safeParse(env['DIRECTORIES']);
  return directories.success ? missingOf(directories.data, env) : [];
}

/** As `.env.example` has them, so that the first problem is the first to solve. */
function inOrder(problems: readonly SettingProblem[]): SettingProblem[] {
  const order = Object.keys(SETTINGS);
  return problems.toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
}

function problemsOf(error: z.ZodError): SettingProblem[] {
  return error.issues.flatMap(({ path, message }) =>
    isSettingName(path[0]) ? [describeProblem(path[0], message)] : [],
  );
}

function readVariables<Read, Built>(
  env: Environment,
  schema: z.ZodType<Read>,
  rules: readonly ((env: Environment) => SettingProblem[])[],
  build: (read: Read) => Built,
): ConfigOutcome<Built> {
  const filled = dropEmpty(env);
  const read = schema.safeParse(filled);
  const broken = rules.flatMap((rule) => rule(filled));
  if (read.success && broken.length === 0) return { type: 'ok', config: build(read.data) };
  return { type: 'invalid', problems: inOrder([...(read.success ? [] : problemsOf(read.error)), ...broken]) };
}

function buildStorage(read: StorageVariables): StorageConfig {
  const { DATA_DIR: dataDir, DATABASE_URL: url, SMTP_URL: smtpUrl, MAIL_FROM: from } = read;
  return {
    dataDir,
    database: url === undefined ? { type: 'sqlite', file: join(dataDir, 'muster.sqlite') } : { type: 'postgres', url },
    mail: smtpUrl === undefined || from === undefined ? null : { smtpUrl, from },
    logLevel: read.LOG_LEVEL,
  };
}

function buildReceive(read: Variables): Config['slack']['receive'] {
  if (read.SLACK_APP_TOKEN !== undefined) return { mode: 'socket', appToken: read.SLACK_APP_TOKEN };
  if (read.SLACK_SIGNING_SECRET !== undefined) return { mode: 'http', signingSecret: read.SLACK_SIGNING_SECRET };
  throw new Error('missingReceiver() lets nothing pass without one of the two');
}

function buildSlack(read: Variables): Config['slack'] {
  return {
    botToken: read.SLACK_BOT_TOKEN,
    apiUrl: read.SLACK_API_URL.replace(/\/*$/, '/'),
    adminToken: read.SLACK_ADMIN_TOKEN ?? null,
    receive: buildReceive(read),
  };
}

function buildQueue(read: Variables): Config['queue'] {
  if (read.REDIS_URL !== undefined) return { type: 'redis', url: read.REDIS_URL };
  if (read.DATABASE_URL !== undefined) return { type: 'postgres', url: read.DATABASE_URL };
  return { type: 'embedded', dataDir: read.DATA_DIR };
}

function buildConfig(read: Variables): Config {
  return {
    ...buildStorage(read),
    slack: buildSlack(read),
    http: { port: read.PORT, host: read.HOST },
    queue: buildQueue(read),
    directories: read.DIRECTORIES,
    providers: buildProviders(read, read.DIRECTORIES),
    readingIntervalMs: read.READING_INTERVAL,
    leaseMs: read.LEASE,
    roles: { bot: read.ROLES.includes('bot'), worker: read.ROLES.includes('worker') },
  };
}

/** Everything that `muster start` needs, or every setting that is missing or wrong. */
export function readConfig(env: Environment): ConfigOutcome<Config> {
  return readVariables(env, variables, [missingReceiver, missingProviders, missingHalfOfMail, lonelyRole], buildConfig);
}

/** What the commands need that never talk to Slack; settings of Slack's may be missing or wrong. */
export function readStorageConfig(env: Environment): ConfigOutcome<StorageConfig> {
  return readVariables(env, storageVariables, [missingHalfOfMail], buildStorage);
}

function readEnvFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** The environment of this process over the lines of `.env`, if there is one. */
export function loadEnvironment(file = '.env', environment: Environment = process.env): Environment {
  return { ...parse(readEnvFile(file)), ...environment };
}
