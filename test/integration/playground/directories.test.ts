import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCsvDirectory } from '../../../src/directories/csv/csv-directory.ts';
import { createScalewayDirectory } from '../../../src/directories/scaleway/scaleway-directory.ts';
import { createLogger } from '../../../src/log.ts';
import { type Playground, startPlayground } from '../../../src/playground/playground.ts';
import type { WorldAction } from '../../../src/playground/protocol/action.ts';
import type { DirectoryName } from '../../../src/playground/protocol/directory.ts';
import { pageStateSchema } from '../../../src/playground/protocol/state.ts';
import type { BotEnvironment } from '../../../src/playground/settings.ts';
import type { Directory } from '../../../src/ports.ts';

const JONAS = 'UJONAS0005';
const HANA = 'UHANA00004';

let dataDir: string;
let playground: Playground;
let environment: BotEnvironment;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'muster-playground-'));
});
afterEach(async () => {
  await playground.close();
  await rm(dataDir, { recursive: true });
});

/** The playground with a bot that keeps quiet: the directories are asked as the bot would. */
async function start(directories?: readonly DirectoryName[], reset = false): Promise<void> {
  playground = await startPlayground({
    ...{ dataDir, directories, reset, log: createLogger('silent') },
    startBot: async (given) => {
      environment = given;
      return { requestUrl: null, inspect: async () => ({ queues: {}, audit: [] }), close: async () => {} };
    },
  });
}

async function restart(directories?: readonly DirectoryName[], reset = false): Promise<void> {
  await playground.close();
  await start(directories, reset);
}

function change(action: WorldAction): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${playground.url}api/world`, { method: 'POST', headers, body: JSON.stringify(action) });
}

async function stateOf(as: string) {
  return pageStateSchema.parse(await (await fetch(`${playground.url}api/state?as=${as}`)).json());
}

async function accountOf(directory: Directory, email: string) {
  for await (const page of directory.listAccounts()) {
    const found = page.find((account) => account.email === email);
    if (found !== undefined) return found;
  }
  return null;
}

function openScaleway(): Directory {
  return createScalewayDirectory({
    apiUrl: environment['SCALEWAY_API_URL'] ?? '',
    accessKey: environment['SCALEWAY_ACCESS_KEY'] ?? '',
    secretKey: environment['SCALEWAY_SECRET_KEY'] ?? '',
    organizationId: environment['SCALEWAY_ORGANIZATION_ID'] ?? '',
  });
}

test('what was chosen holds until another is chosen, or until --reset', async () => {
  await start(['slack', 'scaleway']);
  await change({ type: 'mfa', user: JONAS, directory: 'scaleway', mfa: 'on' });
  await restart();
  expect(environment['DIRECTORIES']).toBe('slack,scaleway');
  expect((await stateOf(JONAS)).me).toMatchObject({
    mfa: 'off',
    accounts: [
      { directory: 'slack', mfa: 'off' },
      { directory: 'scaleway', mfa: 'on' },
    ],
  });
  await restart(['csv']);
  expect(environment).toMatchObject({ DIRECTORIES: 'csv', CSV_FILE: playground.peopleFile });
  await restart(undefined, true);
  expect(environment).toMatchObject({ DIRECTORIES: 'slack' });
  expect(await readdir(dataDir)).not.toContain('people.csv');
});

describe('Scaleway', () => {
  test('reads, locks and unlocks by its own directory, and the page shows it', async () => {
    await start(['scaleway']);
    const directory = openScaleway();
    const account = await accountOf(directory, 'hana@example.com');
    expect(account).toMatchObject({ name: 'Hana Kobayashi', status: 'disabled', isOwner: false });
    expect(await accountOf(directory, 'adaeze@example.com')).toMatchObject({ status: 'enabled', isOwner: true });
    await directory.locking?.lock(account?.externalId ?? '');
    expect((await stateOf(HANA)).me.accounts).toEqual([{ directory: 'scaleway', mfa: 'off', locked: true }]);
    await restart();
    expect((await stateOf(HANA)).me.accounts[0]?.locked).toBe(true);
    await openScaleway().locking?.unlock(account?.externalId ?? '');
    expect((await stateOf(HANA)).me.accounts[0]?.locked).toBe(false);
    expect(await openScaleway().locking?.findOwnAccount()).toBeNull();
  });

  test('has nobody of another workspace and no bot; who was invited has an account when they join', async () => {
    await start(['scaleway']);
    const directory = openScaleway();
    expect(await accountOf(directory, 'samuel@northwind.example')).toBeNull();
    await directory.inviting?.invite('noor.haddad@example.com');
    expect(await accountOf(directory, 'noor.haddad@example.com')).toBeNull();
    await change({ type: 'join', name: 'Noor Haddad' });
    const joined = await accountOf(directory, 'noor.haddad@example.com');
    expect(joined).toMatchObject({ name: 'Noor Haddad', status: 'disabled' });
  });
});

describe('the CSV file', () => {
  const readLines = async () => (await readFile(playground.peopleFile ?? '', 'utf8')).trimEnd().split('\n');

  test('is one that its own directory reads; a switch on the page writes one line of it', async () => {
    await start(['csv']);
    const directory = createCsvDirectory({ file: environment['CSV_FILE'] ?? '' });
    expect(await accountOf(directory, 'priya@example.com')).toMatchObject({ status: 'enabled', method: 'sms' });
    const before = await readLines();
    await change({ type: 'mfa', user: JONAS, directory: 'csv', mfa: 'on' });
    const after = await readLines();
    expect(after.filter((line) => !before.includes(line))).toEqual([
      'jonas@example.com,Jonas Lindqvist,enabled,,Europe/Stockholm,member',
    ]);
    expect(await accountOf(directory, 'jonas@example.com')).toMatchObject({ status: 'enabled' });
  });

  test('is the visitor’s: other columns stay, who is not in it has no account, and a broken one is not written', async () => {
    await start(['csv']);
    const file = playground.peopleFile ?? '';
    await writeFile(file, 'name,mfa,email\nJonas,yes,JONAS@example.com\n');
    await expect.poll(async () => (await stateOf(JONAS)).me.mfa).toBe('on');
    expect((await stateOf(HANA)).me).toMatchObject({ mfa: 'none', accounts: [] });
    await change({ type: 'mfa', user: JONAS, directory: 'csv', mfa: 'off' });
    await change({ type: 'join', name: 'Noor Haddad' });
    const lines = [
      'name,mfa,email',
      'Jonas,disabled,JONAS@example.com',
      'Noor Haddad,disabled,noor.haddad@example.com',
    ];
    expect(await readLines()).toEqual(lines);

    await writeFile(file, 'name,mfa,email\n"Jonas,yes\n');
    const refused = await change({ type: 'mfa', user: JONAS, directory: 'csv', mfa: 'on' });
    expect(refused.status).toBe(409);
    expect(await refused.text()).toBe('That did not work: people.csv cannot be read: correct it first.');
    expect(await readFile(file, 'utf8')).toBe('name,mfa,email\n"Jonas,yes\n');
  });
});
