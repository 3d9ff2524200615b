import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogger } from '../../../src/log.ts';
import { type PlaygroundOptions, startPlayground } from '../../../src/playground/playground.ts';
import { peoplePageSchema } from '../../../src/playground/protocol/person.ts';
import type { BotEnvironment } from '../../../src/playground/settings.ts';
import { eventually } from '../../support/wait.ts';

let dataDir: string;
let environments: BotEnvironment[];
let closed: number;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'muster-playground-'));
  environments = [];
  closed = 0;
});
afterEach(() => rm(dataDir, { recursive: true }));

async function close(): Promise<void> {
  closed += 1;
}

/** The playground with a bot that keeps quiet. */
function start(options: Partial<PlaygroundOptions> = {}) {
  return startPlayground({
    dataDir,
    log: createLogger('silent'),
    startBot: async (environment) => {
      environments.push(environment);
      return { requestUrl: null, inspect: async () => ({ queues: {}, audit: [] }), close };
    },
    ...options,
  });
}

async function listNames(url: string): Promise<string[]> {
  const page = peoplePageSchema.parse(await (await fetch(`${url}api/people`)).json());
  return page.people.map(({ name }) => name);
}

async function join(url: string, name: string): Promise<void> {
  const body = JSON.stringify({ type: 'join', name });
  await fetch(`${url}api/world`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

test('the story goes on after a restart, and begins anew with --reset', async () => {
  const first = await start();
  await join(first.url, 'Noor Haddad');
  await first.close();
  expect(closed).toBe(1);

  const second = await start();
  expect(await listNames(second.url)).toContain('Noor Haddad');
  await second.close();

  const third = await start({ reset: true });
  expect(await listNames(third.url)).not.toContain('Noor Haddad');
  await third.close();
});

test('what happened is saved without a proper end, readable by its owner only', async () => {
  const playground = await start();
  await join(playground.url, 'Noor Haddad');
  await eventually(async () => expect(await readdir(dataDir)).toContain('workspace.json'));
  const { mode } = await stat(path.join(dataDir, 'workspace.json'));
  expect(mode & 0o077).toBe(0);
  await playground.close();
});

test('the bot gets settings of this machine alone', async () => {
  const playground = await start();
  for (const name of ['SLACK_API_URL', 'SMTP_URL'] as const) {
    expect(environments[0]?.[name]).toMatch(/^(http|smtp):\/\/127\.0\.0\.1:\d+/);
  }
  expect(playground.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  await playground.close();
});

test('a bot that does not start takes everything down with it', async () => {
  const broken = start({ startBot: () => Promise.reject(new Error('no')) });
  await expect(broken).rejects.toThrow('no');
});

test('a bot that takes long to close is not waited for: it goes on at the next start', async () => {
  const inspect = async () => ({ queues: {}, audit: [] });
  const startBot = async () => ({ requestUrl: null, inspect, close: () => new Promise<void>(() => {}) });
  const playground = await start({ startBot });
  await join(playground.url, 'Noor Haddad');
  const begun = performance.now();
  await playground.close();
  expect(performance.now() - begun).toBeLessThan(20_000);
  expect(await readdir(dataDir)).toContain('workspace.json');
});

test('a state that cannot be read is named, with what to do', async () => {
  await writeFile(path.join(dataDir, 'workspace.json'), '{');
  await expect(start()).rejects.toThrow(/workspace\.json.*--reset/);
});
