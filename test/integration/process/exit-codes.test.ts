import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createSurroundings, TOKENS } from '../../support/muster.ts';
import { type Ended, runMuster, startBot } from '../../support/process.ts';

/** A sentence for a person, not the insides of the program. */
function expectSentence({ stderr }: Ended): void {
  expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+/m);
  expect(stderr).not.toMatch(/[{}]|node_modules/);
  expect(stderr.trim()).toMatch(/[.:?>]$|^error: /);
}

async function surroundings() {
  const world = await createSurroundings();
  onTestFinished(() => world.close());
  return world;
}

describe('muster start with settings missing or wrong exits with 78', () => {
  test('no settings at all: each missing one is named, with where to find it', async () => {
    const ended = await runMuster(['start'], {}).ended;
    expect(ended.code).toBe(78);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toMatch(/SLACK_BOT_TOKEN is not set[^→]+→ api\.slack\.com\/apps/);
    expect(ended.stderr).toMatch(/SLACK_APP_TOKEN[^→]+→ api\.slack\.com\/apps/);
    expect(ended.stderr).toContain('SLACK_SIGNING_SECRET');
    expect(ended.stderr).toContain('npm run playground');
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });

  test('wrong ones: every one is named in one message, and none is repeated', async () => {
    const wrong = {
      SLACK_BOT_TOKEN: 'xoxp-somebodys-token',
      SLACK_SIGNING_SECRET: 'xoxb-not-a-secret',
      PORT: 'eighty',
      REDIS_URL: 'http://sesame@localhost',
      SMTP_URL: 'smtp://user:sesame@mail.example',
      DIRECTORIES: 'slak',
      READING_INTERVAL: 'soon',
      ROLES: 'boss',
      LOG_LEVEL: 'loud',
    };
    const ended = await runMuster(['start'], wrong).ended;
    expect(ended.code).toBe(78);
    for (const name of Object.keys(wrong)) {
      if (name !== 'SMTP_URL') expect(ended.stderr).toContain(`\n  ${name} `);
    }
    // Half of the settings of mail.
    expect(ended.stderr).toContain('\n  MAIL_FROM ');
    expect(ended.stderr).not.toMatch(/sesame|somebodys|not-a-secret/);
  });

  test('a token that Slack refuses', async () => {
    const { env } = await surroundings();
    const ended = await runMuster(['start'], { ...env, SLACK_BOT_TOKEN: 'xoxb-some-other-token' }).ended;
    expect(ended.code).toBe(78);
    expect(ended.stderr).toContain('Slack does not accept SLACK_BOT_TOKEN (invalid_auth)');
    expectSentence(ended);
  });

  test('an app token that Slack refuses', async () => {
    const { env } = await surroundings();
    const ended = await runMuster(['start'], { ...env, SLACK_APP_TOKEN: 'xapp-some-other-token' }).ended;
    expect(ended.code).toBe(78);
    expect(ended.stderr).toContain('Slack does not accept SLACK_APP_TOKEN (invalid_auth)');
    expectSentence(ended);
  });

  test('a second process in the same data folder', async () => {
    const world = await surroundings();
    const first = await startBot(world);
    const ended = await runMuster(['start'], world.env).ended;
    expect(ended.code).toBe(78);
    expect(ended.stderr).toContain('Another Muster process works in');
    expectSentence(ended);
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
  });
});

describe('muster start that cannot go on exits with 1 and says why', () => {
  test.for([
    ['Slack', { SLACK_API_URL: 'http://127.0.0.1:1/api/' }, 'Slack cannot be reached'],
    ['Redis', { REDIS_URL: 'redis://127.0.0.1:1' }, 'check REDIS_URL'],
    ['PostgreSQL', { DATABASE_URL: 'postgres://muster:sesame@127.0.0.1:1/muster' }, 'check DATABASE_URL'],
  ] as const)('%s is out of reach', async ([, wrong, sentence]) => {
    const { env } = await surroundings();
    const ended = await runMuster(['start'], { ...env, ...wrong }).ended;
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(sentence);
    expect(ended.stderr).not.toContain('sesame');
    expectSentence(ended);
  });

  test('the port is taken', async () => {
    const { env, slack } = await surroundings();
    const port = new URL(slack.url).port;
    const ended = await runMuster(['start'], { ...env, PORT: port }).ended;
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(new RegExp(`${port}.*PORT`));
    expectSentence(ended);
  });

  test('the data folder cannot be written', async () => {
    const { env } = await surroundings();
    const ended = await runMuster(['start'], { ...env, DATA_DIR: '/dev/null/data' }).ended;
    expect(ended.code).toBe(78);
    expect(ended.stderr).toContain('DATA_DIR');
    expectSentence(ended);
  });
});

describe('the command line', () => {
  test('--version is that of package.json', async () => {
    const file = path.resolve(import.meta.dirname, '../../../package.json');
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readFile(file, 'utf8')));
    expect(await runMuster(['--version'], {}).ended).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('--help names every command', async () => {
    const { code, stdout } = await runMuster(['--help'], {}).ended;
    expect(code).toBe(0);
    for (const name of ['start', 'playground', 'migrate', 'audit', 'stop']) {
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    }
  });

  test.for([
    [['strat'], /unknown command 'strat'[\s\S]*start/],
    [['audit', 'export', '--format', 'xml'], /jsonl, csv/],
  ] as const)('what is misspelt is told, with what was meant: %j', async ([args, sentence]) => {
    const ended = await runMuster(args, {}).ended;
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(sentence);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });

  test('no command at all shows the help', async () => {
    const ended = await runMuster([], {}).ended;
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('Usage: muster');
  });

  test('a token in the environment is shown by no complaint', async () => {
    const ended = await runMuster(['start'], { SLACK_BOT_TOKEN: TOKENS.botToken, SLACK_ADMIN_TOKEN: TOKENS.appToken })
      .ended;
    expect(ended.code).toBe(78);
    expect(ended.stderr).not.toContain(TOKENS.botToken);
    expect(ended.stderr).not.toContain(TOKENS.appToken);
  });
});
