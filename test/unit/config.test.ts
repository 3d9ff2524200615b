import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SETTINGS } from '../../src/config/settings.ts';
import {
  type Environment,
  formatProblems,
  loadEnvironment,
  readConfig,
  readStorageConfig,
  type SettingProblem,
} from '../../src/config.ts';

// Built from pieces, so that no scanner takes this file for a leak.
const token = (kind: string) => [kind, '123456789012', 'AbCdEf'].join('-');
const needed = { SLACK_BOT_TOKEN: token('xoxb'), SLACK_APP_TOKEN: token('xapp') };

function configOf(env: Environment) {
  const outcome = readConfig({ ...needed, ...env });
  if (outcome.type === 'invalid') throw new Error(formatProblems(outcome.problems));
  return outcome.config;
}

function problemsOf(env: Environment): readonly SettingProblem[] {
  const outcome = readConfig({ ...needed, ...env });
  return outcome.type === 'invalid' ? outcome.problems : [];
}

function summaryOf(env: Environment): string[] {
  return problemsOf(env).map(({ name, problem }) => `${name} ${problem}`);
}

test('two settings are enough, and the rest has defaults', () => {
  expect(readConfig(needed)).toEqual({
    type: 'ok',
    config: {
      slack: {
        botToken: needed.SLACK_BOT_TOKEN,
        apiUrl: 'https://slack.com/api/',
        adminToken: null,
        receive: { mode: 'socket', appToken: needed.SLACK_APP_TOKEN },
      },
      http: { port: 3000, host: '0.0.0.0' },
      dataDir: './data',
      database: { type: 'sqlite', file: join('data', 'muster.sqlite') },
      queue: { type: 'embedded', dataDir: './data' },
      mail: null,
      directories: ['slack'],
      providers: { scaleway: null, github: null, google: null, entra: null, okta: null, csv: null },
      readingIntervalMs: 3_600_000,
      leaseMs: 60_000,
      roles: { bot: true, worker: true },
      logLevel: 'info',
    },
  });
});

describe('what is set is read', () => {
  const smtp = { SMTP_URL: 'smtp://m:p%23w@mail.example.org:587', MAIL_FROM: 'Muster <muster@example.org>' };
  test.each<[what: string, env: Environment, expected: object]>([
    ['an admin token', { SLACK_ADMIN_TOKEN: token('xoxp') }, { slack: { adminToken: token('xoxp') } }],
    [
      'a signing secret without an app token is HTTP mode',
      { SLACK_APP_TOKEN: undefined, SLACK_SIGNING_SECRET: 's3cr3t' },
      { slack: { receive: { mode: 'http', signingSecret: 's3cr3t' } } },
    ],
    [
      'an app token wins over a signing secret',
      { SLACK_SIGNING_SECRET: 's' },
      { slack: { receive: { mode: 'socket' } } },
    ],
    [
      'another host gets its slash',
      { SLACK_API_URL: 'http://127.0.0.1:1/api' },
      { slack: { apiUrl: 'http://127.0.0.1:1/api/' } },
    ],
    ['slashes at the end become one', { SLACK_API_URL: 'https://h/api//' }, { slack: { apiUrl: 'https://h/api/' } }],
    ['port and host', { PORT: '0', HOST: '::1' }, { http: { port: 0, host: '::1' } }],
    [
      'the data folder moves database and queue',
      { DATA_DIR: '/var/lib/muster' },
      { database: { file: '/var/lib/muster/muster.sqlite' }, queue: { type: 'embedded', dataDir: '/var/lib/muster' } },
    ],
    [
      'PostgreSQL takes the queue too',
      { DATABASE_URL: 'postgres://m@db/muster' },
      {
        database: { type: 'postgres', url: 'postgres://m@db/muster' },
        queue: { type: 'postgres', url: 'postgres://m@db/muster' },
      },
    ],
    ['PostgreSQL by its long name', { DATABASE_URL: 'postgresql://db/muster' }, { database: { type: 'postgres' } }],
    ['PostgreSQL on a Unix socket', { DATABASE_URL: 'postgres:///m?host=/run/pg' }, { database: { type: 'postgres' } }],
    [
      'Redis beside SQLite',
      { REDIS_URL: 'redis://cache' },
      { queue: { type: 'redis', url: 'redis://cache' }, database: { type: 'sqlite' } },
    ],
    [
      'Redis wins over the queue of PostgreSQL',
      { REDIS_URL: 'rediss://:p@cache:6380/1', DATABASE_URL: 'postgres://db/m' },
      { queue: { type: 'redis' }, database: { type: 'postgres' } },
    ],
    ['mail', smtp, { mail: { smtpUrl: smtp.SMTP_URL, from: smtp.MAIL_FROM } }],
    ['mail from a bare address', { ...smtp, MAIL_FROM: 'muster@localhost' }, { mail: { from: 'muster@localhost' } }],
    ['a directory twice is one', { DIRECTORIES: 'slack, Slack ,' }, { directories: ['slack'] }],
    ['minutes', { READING_INTERVAL: '15m' }, { readingIntervalMs: 900_000 }],
    ['words', { READING_INTERVAL: '2 hours' }, { readingIntervalMs: 7_200_000 }],
    ['milliseconds', { READING_INTERVAL: '90000' }, { readingIntervalMs: 90_000 }],
    ['the longest interval', { READING_INTERVAL: '7d' }, { readingIntervalMs: 604_800_000 }],
    ['the shortest interval', { READING_INTERVAL: '1m' }, { readingIntervalMs: 60_000 }],
    ['the shortest lease', { LEASE: '1s' }, { leaseMs: 1_000 }],
    ['the longest lease', { LEASE: '10 minutes' }, { leaseMs: 600_000 }],
    [
      'one role on PostgreSQL',
      { ROLES: 'bot', DATABASE_URL: 'postgres://db/m' },
      { roles: { bot: true, worker: false } },
    ],
    ['one role on Redis', { ROLES: 'worker', REDIS_URL: 'redis://cache' }, { roles: { bot: false, worker: true } }],
    ['both roles in any order', { ROLES: 'Worker, bot' }, { roles: { bot: true, worker: true } }],
    ['a level in capitals', { LOG_LEVEL: 'DEBUG' }, { logLevel: 'debug' }],
    ['space around a value', { LOG_LEVEL: ' warn ', PORT: ' 8080\r' }, { logLevel: 'warn', http: { port: 8080 } }],
  ])('%s', (_, env, expected) => {
    expect(configOf(env)).toMatchObject(expected);
  });

  test('empty strings count as unset', () => {
    const empty = Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, ' ']));
    expect(readConfig({ ...empty, ...needed })).toEqual(readConfig(needed));
  });
});

describe('the directories that are listed', () => {
  test.each<[name: string, env: Environment, expected: object]>([
    [
      'scaleway',
      { SCALEWAY_ACCESS_KEY: 'SCW1', SCALEWAY_SECRET_KEY: 's', SCALEWAY_ORGANIZATION_ID: 'o' },
      { apiUrl: 'https://api.scaleway.com', accessKey: 'SCW1', secretKey: 's', organizationId: 'o' },
    ],
    [
      'github',
      { GITHUB_TOKEN: 't', GITHUB_ORG: 'acme', GITHUB_API_URL: 'https://ghe.example.org/api/v3/' },
      { apiUrl: 'https://ghe.example.org/api/v3', token: 't', org: 'acme', identitiesFile: null },
    ],
    [
      'google',
      { GOOGLE_CREDENTIALS_FILE: 'key.json', GOOGLE_ADMIN_EMAIL: 'a@example.org' },
      {
        apiUrl: 'https://admin.googleapis.com',
        credentialsFile: 'key.json',
        adminEmail: 'a@example.org',
        customer: 'my_customer',
      },
    ],
    [
      'entra',
      { ENTRA_TENANT_ID: 't', ENTRA_CLIENT_ID: 'c', ENTRA_CLIENT_SECRET: 's' },
      {
        apiUrl: 'https://graph.microsoft.com',
        loginUrl: 'https://login.microsoftonline.com',
        tenantId: 't',
        clientId: 'c',
        clientSecret: 's',
      },
    ],
    [
      'okta',
      { OKTA_API_URL: 'https://acme.okta.com/', OKTA_API_TOKEN: 't' },
      { apiUrl: 'https://acme.okta.com', apiToken: 't' },
    ],
    ['csv', { CSV_FILE: 'people.csv' }, { file: 'people.csv' }],
  ])('%s has its settings, and says which it lacks', (name, env, expected) => {
    const read = configOf({ ...env, DIRECTORIES: name });
    expect(read.directories).toEqual([name]);
    expect(read.providers).toMatchObject({ [name]: expected });
    for (const left of Object.keys(env).filter((setting) => setting !== 'GITHUB_API_URL')) {
      expect(summaryOf({ ...env, DIRECTORIES: name, [left]: undefined })).toEqual([
        `${left} is not set, but DIRECTORIES has ${name}`,
      ]);
    }
  });

  test('what is not listed is off, whatever it has', () => {
    const env = { CSV_FILE: 'people.csv', OKTA_API_TOKEN: 't' };
    expect(configOf(env).providers).toMatchObject({ csv: null, okta: null });
  });

  test('several are read at once, each in its place', () => {
    const env = { DIRECTORIES: 'csv,slack,github', GITHUB_TOKEN: 't', GITHUB_ORG: 'o', CSV_FILE: 'f' };
    expect(configOf(env).directories).toEqual(['slack', 'github', 'csv']);
  });
});

describe('what is wrong is named, never a silent default', () => {
  test.each<[name: string, text: string, problem: string]>([
    ['SLACK_BOT_TOKEN', '', 'is not set'],
    ['SLACK_BOT_TOKEN', 'secret', 'must start with xoxb-'],
    ['SLACK_BOT_TOKEN', token('xoxp'), "must start with xoxb-, but a person's token was put here"],
    ['SLACK_BOT_TOKEN', token('xapp'), 'must start with xoxb-, but an app-level token was put here'],
    [
      'SLACK_BOT_TOKEN',
      token('xoxe.xoxb'),
      'is a token that expires: turn token rotation off in the settings of the app',
    ],
    ['SLACK_BOT_TOKEN', 'xoxb-', 'has characters that no token has'],
    ['SLACK_BOT_TOKEN', 'xoxb-1 2', 'has characters that no token has'],
    ['SLACK_BOT_TOKEN', 'xoxb-1…', 'has characters that no token has'],
    ['SLACK_APP_TOKEN', token('xoxb'), 'must start with xapp-, but a bot token was put here'],
    ['SLACK_ADMIN_TOKEN', token('xoxb'), 'must start with xoxp-, but a bot token was put here'],
    ['SLACK_SIGNING_SECRET', token('xapp'), 'is a token, but a secret without a prefix belongs here'],
    ['SLACK_SIGNING_SECRET', 'a b', 'has characters that no signing secret has'],
    ['SLACK_API_URL', 'slack.com/api', 'must start with https:// or http://'],
    [
      'SLACK_API_URL',
      'https://',
      'cannot be read as an address: write special characters of the password in percent code, as %23 for #',
    ],
    ['PORT', '65536', 'must be a number from 0 to 65535'],
    ['PORT', '-1', 'must be a number from 0 to 65535'],
    ['PORT', '0x10', 'must be a number from 0 to 65535'],
    ['PORT', '3000.5', 'must be a number from 0 to 65535'],
    ['HOST', 'http://localhost', 'must be a name or an IP address, without a scheme, a port or a path'],
    ['DATABASE_URL', 'mysql://db/m', 'must start with postgres:// or postgresql://'],
    ['DATABASE_URL', 'postgres://', 'names no host'],
    ['REDIS_URL', 'localhost:6379', 'must start with redis:// or rediss://'],
    ['REDIS_URL', 'redis:localhost', 'must start with redis:// or rediss://'],
    [
      'REDIS_URL',
      'redis://:pa#ss@cache',
      'cannot be read as an address: write special characters of the password in percent code, as %23 for #',
    ],
    ['REDIS_URL', 'redis://', 'names no host'],
    [
      'DIRECTORIES',
      'slack,okat',
      'has “okat” that does not exist; there is: slack, scaleway, github, google, entra, okta, csv',
    ],
    [
      'DIRECTORIES',
      token('xoxp'),
      'has a name that does not exist; there is: slack, scaleway, github, google, entra, okta, csv',
    ],
    ['DIRECTORIES', ',', 'names none; there is: slack, scaleway, github, google, entra, okta, csv'],
    ['GITHUB_TOKEN', 'a b', 'has characters that do not belong there'],
    ['GOOGLE_ADMIN_EMAIL', 'admin', 'must be an email address'],
    ['OKTA_API_URL', 'acme.okta.com', 'must start with https:// or http://'],
    ['READING_INTERVAL', 'hourly', 'must be a duration like 15m or 1h'],
    ['READING_INTERVAL', '-1h', 'must be a duration like 15m or 1h'],
    ['READING_INTERVAL', '1h30m', 'must be a duration like 15m or 1h'],
    ['READING_INTERVAL', '1 fortnight', 'must be a duration like 15m or 1h'],
    ['READING_INTERVAL', '60', 'must be between 1m and 7d'],
    ['READING_INTERVAL', '59s', 'must be between 1m and 7d'],
    ['READING_INTERVAL', '8d', 'must be between 1m and 7d'],
    ['LEASE', 'long', 'must be a duration like 60s or 2m'],
    ['LEASE', '999ms', 'must be between 1s and 10m'],
    ['LEASE', '11m', 'must be between 1s and 10m'],
    ['READING_INTERVAL', '9'.repeat(90), 'must be between 1m and 7d'],
    ['ROLES', 'web', 'has “web” that does not exist; there is: bot, worker'],
    ['LOG_LEVEL', 'verbose', 'must be one of fatal, error, warn, info, debug, trace, silent'],
  ])('%s=%s', (name, text, problem) => {
    expect(summaryOf({ [name]: text })).toEqual([`${name} ${problem}`]);
  });

  test.each<[url: string]>([['http://mail'], ['mail.example.org:587']])('SMTP_URL=%s', (url) => {
    expect(summaryOf({ SMTP_URL: url, MAIL_FROM: 'm@example.org' })).toEqual([
      'SMTP_URL must start with smtp:// or smtps://',
    ]);
  });

  test.each<[from: string]>([['Muster'], ['Muster <>'], ['a@b\r\nBcc: c@d'], ['<a@b> <c@d>'], ['a@b, c@d']])(
    'MAIL_FROM=%j',
    (from) => {
      expect(summaryOf({ SMTP_URL: 'smtp://mail', MAIL_FROM: from })).toEqual([
        'MAIL_FROM must be an email address, with or without a name before it',
      ]);
    },
  );

  test('a half-set pair is an error: both or none', () => {
    expect(summaryOf({ SMTP_URL: 'smtp://mail' })).toEqual(['MAIL_FROM is not set, but SMTP_URL is: set both or none']);
    expect(summaryOf({ MAIL_FROM: 'm@example.org' })).toEqual([
      'SMTP_URL is not set, but MAIL_FROM is: set both or none',
    ]);
  });

  test.each(['bot', 'worker'])('%s alone needs PostgreSQL or Redis', (role) => {
    expect(summaryOf({ ROLES: role })).toEqual([
      `ROLES is ${role} alone, but several processes need PostgreSQL or Redis: set DATABASE_URL or REDIS_URL, or leave ROLES unset`,
    ]);
  });
});

describe('every missing or wrong setting is in one message', () => {
  test('with no settings each missing one is named with where to get it', () => {
    const outcome = readConfig({});
    const message = outcome.type === 'invalid' ? formatProblems(outcome.problems) : '';
    expect(message).toMatchInlineSnapshot(`
      "Muster cannot start: 3 settings are missing or wrong.

        SLACK_BOT_TOKEN is not set.
            → api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token, starts with xoxb-

        SLACK_APP_TOKEN is not set: needed for Socket Mode, which needs no public address.
            → api.slack.com/apps → your app → Basic Information → App-Level Tokens → Generate, with the scope connections:write, starts with xapp-

        SLACK_SIGNING_SECRET is not set: needed instead of SLACK_APP_TOKEN to be reached over HTTP.
            → api.slack.com/apps → your app → Basic Information → App Credentials → Signing Secret

      Set them in the environment or in a file named .env (.env.example explains each), then start again.
      To look around first without an account and without any setting: npm run playground"
    `);
  });

  test('a rule between settings is asked even where others are wrong', () => {
    const names = problemsOf({
      SLACK_BOT_TOKEN: '',
      SLACK_APP_TOKEN: '',
      PORT: 'x',
      SMTP_URL: 'smtp://mail',
      ROLES: 'bot',
      LOG_LEVEL: 'loud',
    }).map(({ name }) => name);
    expect(names).toEqual([
      'SLACK_BOT_TOKEN',
      'SLACK_APP_TOKEN',
      'SLACK_SIGNING_SECRET',
      'PORT',
      'MAIL_FROM',
      'ROLES',
      'LOG_LEVEL',
    ]);
  });

  test('one problem is counted as one', () => {
    expect(formatProblems(problemsOf({ PORT: 'x' }))).toContain('1 setting is missing or wrong.');
  });

  test('no value of a secret is ever in a problem', () => {
    const secret = fc
      .tuple(
        fc.constantFrom('', 'xoxb-', 'xapp-', 'xoxp-', 'xoxe.', 'redis://', 'postgres://u:', 'smtp://', 'slack,'),
        fc.string({ minLength: 1 }),
      )
      .map(([start, rest]) => ({ start, rest, needle: `${rest}k3y9QzX` }));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(SETTINGS)), secret), (secrets) => {
        const env = Object.fromEntries(
          Object.entries(secrets).map(([name, { start, needle }]) => [name, start + needle]),
        );
        for (const outcome of [readConfig(env), readStorageConfig(env)]) {
          if (outcome.type === 'ok') continue;
          expect(JSON.stringify(outcome.problems) + formatProblems(outcome.problems)).not.toContain('k3y9QzX');
        }
      }),
    );
  });

  test('whatever the environment holds, the answer is a config or problems', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(SETTINGS)), fc.string()), (env) => {
        const outcome = readConfig(env);
        if (outcome.type === 'invalid') expect(outcome.problems.length).toBeGreaterThan(0);
        else expect(outcome.config.readingIntervalMs).toBeGreaterThanOrEqual(60_000);
      }),
    );
  });
});

describe('commands that never talk to Slack', () => {
  test('need none of its settings, right or wrong', () => {
    const slack = { SLACK_BOT_TOKEN: 'wrong', ROLES: 'bot', PORT: 'x' };
    expect(readStorageConfig({ ...slack, DATA_DIR: '/d', LOG_LEVEL: 'error' })).toEqual({
      type: 'ok',
      config: { dataDir: '/d', database: { type: 'sqlite', file: '/d/muster.sqlite' }, mail: null, logLevel: 'error' },
    });
  });

  test('read the same values as the bot does', () => {
    const env = { ...needed, DATABASE_URL: 'postgres://db/m', SMTP_URL: 'smtp://mail', MAIL_FROM: 'm@example.org' };
    const storage = readStorageConfig(env);
    expect(readConfig(env)).toMatchObject({ config: storage.type === 'ok' ? storage.config : null });
  });

  test('name what is wrong for them', () => {
    expect(readStorageConfig({ DATABASE_URL: 'db', SMTP_URL: 'smtp://mail' })).toMatchObject({
      problems: [{ name: 'DATABASE_URL' }, { name: 'MAIL_FROM' }],
    });
  });
});

describe('the environment', () => {
  function write(text: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'muster-env-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, '.env'), text);
    return join(folder, '.env');
  }

  test('is the process over .env, where even an empty value wins', () => {
    const file = write('PORT=4000\nHOST="::1" # here\nLOG_LEVEL=debug\n');
    expect(loadEnvironment(file, { PORT: '5000', LOG_LEVEL: '' })).toEqual({
      PORT: '5000',
      HOST: '::1',
      LOG_LEVEL: '',
    });
  });

  test('needs no .env', () => {
    expect(loadEnvironment(join(tmpdir(), 'muster-no-such-folder', '.env'), { PORT: '1' })).toEqual({ PORT: '1' });
    expect(loadEnvironment('no-such.env')).toEqual(process.env);
  });

  test('a .env that cannot be read is an error, not an empty one', () => {
    expect(() => loadEnvironment(tmpdir(), {})).toThrow('EISDIR');
  });
});

describe('.env.example', () => {
  const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  const lines = text.split('\n');

  test('has every setting once, each after a comment', () => {
    const names = lines.flatMap((line) => /^(\w+)=/.exec(line)?.[1] ?? []);
    expect(names.toSorted()).toEqual(Object.keys(SETTINGS).toSorted());
    expect(names.slice(0, 2)).toEqual(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN']);
  });

  test('filled in at its first two lines it is a whole configuration', () => {
    const filled = text
      .replace('BOT_TOKEN=', `BOT_TOKEN=${needed.SLACK_BOT_TOKEN}`)
      .replace('APP_TOKEN=', `APP_TOKEN=${needed.SLACK_APP_TOKEN}`);
    const folder = mkdtempSync(join(tmpdir(), 'muster-env-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, '.env'), filled);
    expect(readConfig(loadEnvironment(join(folder, '.env'), {}))).toEqual(readConfig(needed));
  });
});
