import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { BOT_SCOPES } from '../../../src/slack/ids.ts';
import { entra } from '../../support/directories/entra-server.ts';
import { github } from '../../support/directories/github-server.ts';
import { google } from '../../support/directories/google-server.ts';
import { okta } from '../../support/directories/okta-server.ts';
import { buildPeople, buildPerson } from '../../support/directories/provider-server.ts';
import { scaleway } from '../../support/directories/scaleway-server.ts';
import { createSurroundings, type MusterOptions, PEOPLE, TOKENS } from '../../support/muster.ts';
import { type Ended, type Env, runMuster, startBot } from '../../support/process.ts';

const SUBJECTS = { scaleway, github, google, entra, okta };

async function surroundings(options: MusterOptions = {}) {
  const world = await createSurroundings(options);
  onTestFinished(() => world.close());
  return world;
}

/** Every directory there is, each with its own local server. */
async function startDirectories() {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-csv-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'people.csv');
  await writeFile(file, 'email,name,mfa\nann@example.org,Ann Author,enabled\n');
  const people = buildPeople(3);
  const running = {
    scaleway: await scaleway.start(people),
    github: await github.start(people),
    google: await google.start(people),
    entra: await entra.start(people),
    okta: await okta.start(people),
  };
  const all = Object.values(running);
  const names = ['slack', ...Object.keys(SUBJECTS), 'csv'];
  const env: Env = Object.assign(
    { DIRECTORIES: names.join(','), CSV_FILE: file },
    ...all.map(({ settings }) => settings),
  );
  return { ...running, names, file, env, secrets: all.flatMap(({ secrets }) => secrets) };
}

const doctor = (env: Env) => runMuster(['doctor'], env).ended;

/** The word of each row, by what was looked at. */
function readRows({ stdout }: Ended): Record<string, string> {
  const rows = [...stdout.matchAll(/^(well|note|WRONG) +(\S+(?: \S+)*?) {2,}/gm)];
  return Object.fromEntries(rows.map(([, word = '', what = '']) => [what, word]));
}

const PRIVATE = [
  ...Object.values(TOKENS),
  ...Object.values(PEOPLE).flatMap(({ name, real_name }) => [`${name}@`, real_name]),
  'person1',
  'Person 1',
  'ann@',
  'Ann Author',
];

function expectDiscreet({ stdout, stderr }: Ended, secrets: readonly string[]): void {
  const written = stdout + stderr;
  expect([...PRIVATE, ...secrets].filter((word) => written.includes(word))).toEqual([]);
  expect(written).not.toContain('\u001b');
}

test('all is well before the first start, and while Muster runs', { timeout: 180_000 }, async () => {
  const world = await surroundings({ receiving: 'socket' });
  const directories = await startDirectories();
  const env = { ...world.env, ...directories.env };

  const first = await doctor(env);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(readRows(first)).toMatchObject({ Settings: 'well', Database: 'note', Queue: 'well', Slack: 'well' });
  expectDiscreet(first, directories.secrets);

  await startBot({ ...world, env });
  const second = await doctor(env);
  expect(second).toMatchObject({ code: 0, stderr: '' });
  const wells = ['Settings', 'Database', 'Queue', 'Slack', 'Socket Mode', 'Email'];
  const rows = [...wells, ...directories.names.map((name) => `Directory ${name}`)].map((what) => [what, 'well']);
  expect(readRows(second)).toEqual(Object.fromEntries(rows));
  expect(second.stdout).toContain('Muster runs here now');
  expect(second.stdout).toMatch(/Directory scaleway .*3 accounts, MFA is shown for 3; .*lock and unlock, invite/);
  expect(second.stdout).toMatch(/All is well\.\n$/);
  expectDiscreet(second, directories.secrets);
});

test('what is wrong is named, each with what to grant or to do', { timeout: 180_000 }, async () => {
  const world = await surroundings({ botScopes: BOT_SCOPES.filter((scope) => scope !== 'im:history') });
  const directories = await startDirectories();
  await world.mailbox.setFault({ type: 'down' });
  directories.scaleway.server.world.trouble = () => ({ status: 403, body: {} });
  directories.github.server.world.trouble = () => ({ status: 401, body: {} });
  directories.entra.server.world.trouble = ({ kind }) => (kind === 'list' ? { status: 403, body: {} } : null);
  directories.okta.server.world.people = [buildPerson(1, { mfa: 'unsaid' })];
  await writeFile(directories.file, 'email,name,mfa\nann@example.org,Ann Author,perhaps\n');
  const wrong = { SLACK_ADMIN_TOKEN: undefined, GOOGLE_CREDENTIALS_FILE: '/nowhere/key.json' };

  const ended = await doctor({ ...world.env, ...directories.env, ...wrong });
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain('9 things need you.');
  const bad = ['Slack', 'Email', ...directories.names.map((name) => `Directory ${name}`)].map((what) => [
    what,
    'WRONG',
  ]);
  expect(readRows(ended)).toMatchObject(Object.fromEntries(bad));
  for (const words of [
    /lacks im:history\n +→ Paste manifest\.yml/,
    /mail server cannot be reached\n +→ Check SMTP_URL/,
    /Directory slack .*\n +→ .*SLACK_ADMIN_TOKEN/,
    /Directory scaleway .*IAMReadOnly/,
    /Directory github .*GITHUB_TOKEN/,
    /Directory google .*GOOGLE_CREDENTIALS_FILE cannot be read/,
    /Directory entra .*AuditLog\.Read\.All/,
    /Directory okta +does not show who has MFA\n +→ /,
    /Directory csv .*line 2/,
  ])
    expect(ended.stdout).toMatch(words);
  expectDiscreet(ended, directories.secrets);
});

test('servers that are away, and a token that Slack refuses', { timeout: 180_000 }, async () => {
  const { env } = await surroundings();
  const away = {
    DATABASE_URL: 'postgres://muster:sesame@127.0.0.1:1/muster',
    REDIS_URL: 'redis://:sesame@127.0.0.1:1',
  };
  const ended = await doctor({ ...env, ...away, SLACK_BOT_TOKEN: 'xoxb-some-other-token' });
  expect(ended.code).toBe(1);
  expect(readRows(ended)).toMatchObject({ Database: 'WRONG', Queue: 'WRONG', Slack: 'WRONG', Email: 'well' });
  expect(ended.stdout).toMatch(/Database .*DATABASE_URL/);
  expect(ended.stdout).toMatch(/Queue .*REDIS_URL/);
  expect(ended.stdout).toMatch(/Slack .*SLACK_BOT_TOKEN \(invalid_auth\)/);
  expectDiscreet(ended, ['sesame', 'some-other-token']);
});

test('settings that are missing are named, as at a start', async () => {
  const ended = await doctor({});
  expect(ended).toMatchObject({ code: 78, stdout: '' });
  expect(ended.stderr).toContain('SLACK_BOT_TOKEN is not set');
});
