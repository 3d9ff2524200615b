/** No credential of any directory is in anything that Muster writes, however it is refused and whatever comes back. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type Config, readConfig } from '../../../src/config.ts';
import { FIELDS } from '../../../src/slack/ids.ts';
import { entra } from '../../support/directories/entra-server.ts';
import { github } from '../../support/directories/github-server.ts';
import { google } from '../../support/directories/google-server.ts';
import { okta } from '../../support/directories/okta-server.ts';
import { buildPerson, type Call, type Trouble } from '../../support/directories/provider-server.ts';
import { scaleway } from '../../support/directories/scaleway-server.ts';
import { createSurroundings, PEOPLE, TOKENS } from '../../support/muster.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { type Bot, type Env, runMuster, type Surroundings, startBot } from '../../support/process.ts';
import { startRedis } from '../../support/redis.ts';
import { PATIENCE_MS } from '../../support/screen.ts';
import { ask, countReadings, idle } from '../../support/state.ts';

const { olivia } = PEOPLE;
const SUBJECTS = [scaleway, github, google, entra, okta];
const OTHERS = ['slack', 'csv'];
const MAIL_PASSWORD = 'open-sesame-4711';
const REDIS_PASSWORD = 'redis-sesame-4712';
const DATABASE_PASSWORD = 'postgres-sesame-4713';

/** What a careless provider or proxy answers: all that it was sent. */
const echo = (status: number) => (call: Call) => ({ status, body: { sent: call.headers, body: call.body } });
const cut = () => 'cut' as const;

/** What the calls of one round get, in order; the last of them stays. */
const ROUNDS: readonly (readonly ((call: Call) => Trouble)[])[] = [
  [echo(503), echo(401)],
  [cut, echo(403)],
  [echo(200)],
];

async function startProviders() {
  const people = [buildPerson(1), buildPerson(2, { email: `${olivia.name}@example.com` })];
  const running = await Promise.all(SUBJECTS.map((subject) => subject.start(people)));
  return {
    settings: Object.assign({}, ...running.map(({ settings }) => settings)),
    secrets: running.flatMap(({ secrets }) => secrets),
    begin(round: readonly ((call: Call) => Trouble)[]) {
      for (const { server } of running) {
        const left = [...round];
        server.world.trouble = (call) => {
          const [trouble] = left.length > 1 ? left.splice(0, 1) : left;
          return trouble?.(call) ?? null;
        };
      }
    },
  };
}

type Providers = Awaited<ReturnType<typeof startProviders>>;

async function surroundings({ settings }: Providers, more: Env) {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-csv-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'people.csv');
  await writeFile(file, 'email,name,mfa\nann@example.org,Ann,enabled\n');
  const world = await createSurroundings();
  onTestFinished(() => world.close());
  const smtp = new URL(world.mailbox.smtpUrl);
  smtp.username = 'muster';
  smtp.password = MAIL_PASSWORD;
  const directories = {
    DIRECTORIES: [...OTHERS, ...SUBJECTS.map(({ name }) => name)].join(','),
    CSV_FILE: file,
    ...settings,
  };
  return { ...world, env: { ...world.env, ...directories, SMTP_URL: smtp.href, LOG_LEVEL: 'trace', ...more } };
}

function toConfig(env: Env): Config {
  const outcome = readConfig(env);
  if (outcome.type === 'invalid') throw new Error(JSON.stringify(outcome.problems));
  return outcome.config;
}

async function enforce({ slack }: Surroundings): Promise<void> {
  const open = async () => {
    if (slack.lookAt(olivia.id).modals.length > 0) await slack.as(olivia.id).close('modal', { all: true });
    await slack.as(olivia.id).command('/mfa', 'enforce');
    return slack.lookAt(olivia.id).modals.length;
  };
  await expect.poll(open, { timeout: PATIENCE_MS, interval: 500 }).toBe(1);
  await slack.as(olivia.id).submit('modal', { [FIELDS.word]: 'ENFORCE' });
}

/** Every directory is read, then refused in each way, with somebody who waits. Returns what the bot has served. */
async function tellStory(world: Surroundings, providers: Providers, bot: Bot): Promise<string> {
  const known = { config: toConfig(world.env) };
  await expect.poll(() => countReadings(known), { timeout: PATIENCE_MS }).toBe(SUBJECTS.length + OTHERS.length);
  for (const round of ROUNDS) {
    providers.begin(round);
    await enforce(world);
    await idle(known);
    await world.slack.as(olivia.id).command('/mfa', 'check');
  }
  // What reads as an empty list is no failure, so the last round may have none.
  expect(await countReadings(known, 'failed')).toBeGreaterThanOrEqual(SUBJECTS.length * (ROUNDS.length - 1));
  const served = ['metrics', 'healthz', 'readyz'].map(async (page) => (await fetch(`${bot.url}/${page}`)).text());
  return (await Promise.all(served)).join('\n');
}

/** What was looked through, by the name of the place. */
type Places = Record<string, Buffer>;

async function readFolder(folder: string): Promise<Places> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const read = files
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .map(async (file) => [path.relative(folder, file), await readFile(file)] as const);
  return Object.fromEntries(await Promise.all(read));
}

async function readOutputs(world: Surroundings, bot: Bot, served: string): Promise<Places> {
  const exports = ['jsonl', 'csv'].map(async (format) => {
    const { code, stdout } = await runMuster(['audit', 'export', '--format', format], world.env).ended;
    expect(code).toBe(0);
    return stdout;
  });
  const [lines = '', table = ''] = await Promise.all(exports);
  expect(lines).toContain('enforce.refused');
  const texts = {
    served,
    'audit export as JSON lines': lines,
    'audit export as CSV': table,
    'what Slack was told': JSON.stringify(world.slack.journal.entries()),
    'what was mailed': JSON.stringify(world.mailbox.list()),
    'standard output': bot.stdout(),
    'standard error': bot.stderr(),
  };
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)]));
}

function inEveryForm(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [secret, base64, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
}

function expectNowhere(places: Places, secrets: readonly string[]): void {
  const words = [...new Set(secrets.flatMap(inEveryForm))];
  const found = Object.entries(places).flatMap(([place, bytes]) =>
    words.filter((word) => bytes.includes(word)).map((word) => `${word} in ${place}`),
  );
  expect(found).toEqual([]);
}

async function close(bot: Bot): Promise<void> {
  bot.kill('SIGTERM');
  expect(await bot.ended).toMatchObject({ code: 0, stderr: '' });
}

async function readOrganizationId({ env }: Surroundings): Promise<string> {
  const question = ask({ config: toConfig(env) }, (db) =>
    db.selectFrom('organizations').select('id').executeTakeFirstOrThrow(),
  );
  return (await question).id;
}

/** Where the search would have found something that is there. */
function placesWith(places: Places, word: string): string[] {
  return Object.keys(places).filter((place) => places[place]?.includes(word));
}

const OURS = [...Object.values(TOKENS), MAIL_PASSWORD];

test('on one machine: not in its log, its files, the embedded queue, the audit trail or what it serves', {
  timeout: 180_000,
}, async () => {
  const providers = await startProviders();
  const world = await surroundings(providers, {});
  const folder = String(world.env.DATA_DIR);
  const bot = await startBot(world, { LOG_LEVEL: 'trace' });
  const served = await tellStory(world, providers, bot);
  const open = await readFolder(folder);
  await close(bot);
  const outputs = await readOutputs(world, bot, served);
  const closed = await readFolder(folder);

  const id = await readOrganizationId(world);
  expect(placesWith(open, id)).toContain('muster.sqlite-wal');
  expect(placesWith(closed, id)).toEqual(
    expect.arrayContaining(['muster.sqlite', expect.stringMatching(/^queue\/.*pg_wal/)]),
  );
  for (const places of [outputs, open, closed]) expectNowhere(places, [...OURS, ...providers.secrets]);
});

test('with servers: not in what Redis was told and keeps, nor in any table of PostgreSQL', {
  timeout: 180_000,
}, async () => {
  const providers = await startProviders();
  const redis = await startGuardedRedis();
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const world = await surroundings(providers, { REDIS_URL: redis.url, DATABASE_URL: withPassword(database.url) });
  const told = await redis.listen();
  const bot = await startBot(world, { LOG_LEVEL: 'trace' });
  const served = await tellStory(world, providers, bot);
  const kept = await redis.dump();
  await close(bot);
  const outputs = await readOutputs(world, bot, served);
  const places = { ...outputs, 'what Redis was told': told(), 'what Redis keeps': kept, ...(await dumpTables(world)) };

  const id = await readOrganizationId(world);
  expect(placesWith(places, id)).toEqual(expect.arrayContaining(['what Redis was told', 'public.readings']));
  expectNowhere(places, [...OURS, REDIS_PASSWORD, DATABASE_PASSWORD, ...providers.secrets]);
});

/** The server of the tests lets everybody in, whatever the password. */
function withPassword(address: string): string {
  const url = new URL(address);
  url.password = DATABASE_PASSWORD;
  return url.href;
}

/** A Redis with a password, that can be overheard. */
async function startGuardedRedis() {
  const server = await startRedis();
  onTestFinished(() => server.stop());
  const first = new Redis(server.url);
  await first.config('SET', 'requirepass', REDIS_PASSWORD);
  first.disconnect();
  const url = server.url.replace('redis://', `redis://:${REDIS_PASSWORD}@`);
  const admin = new Redis(url);
  onTestFinished(() => admin.disconnect());
  return {
    url,
    async listen() {
      const monitor = await admin.monitor();
      onTestFinished(() => monitor.disconnect());
      const commands: string[] = [];
      monitor.on('monitor', (_at: string, words: string[]) => commands.push(words.join(' ')));
      return () => Buffer.from(commands.join('\n'));
    },
    async dump() {
      const parts: Buffer[] = [];
      for await (const keys of admin.scanStream()) {
        for (const key of z.array(z.string()).parse(keys)) {
          parts.push(Buffer.from(key), (await admin.dumpBuffer(key)) ?? Buffer.of());
        }
      }
      return Buffer.concat(parts);
    },
  };
}

/** Every row of every table, as text. */
async function dumpTables({ env }: Surroundings): Promise<Places> {
  return await ask({ config: toConfig(env) }, async (db) => {
    const { rows: tables } = await sql<{ schema: string; name: string }>`
      select table_schema as schema, table_name as name from information_schema.tables
      where table_schema not in ('pg_catalog', 'information_schema')`.execute(db);
    const places: Places = {};
    for (const { schema, name } of tables) {
      const { rows } = await sql<{ row: string }>`
        select one::text as row from ${sql.id(schema, name)} as one`.execute(db);
      places[`${schema}.${name}`] = Buffer.from(rows.map(({ row }) => row).join('\n'));
    }
    return places;
  });
}
