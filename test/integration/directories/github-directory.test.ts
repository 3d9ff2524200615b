import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { github } from '../../support/directories/github-server.ts';
import { buildPeople, buildPerson } from '../../support/directories/provider-server.ts';
import { failureOf, readAll } from './contract.ts';

function writeFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'muster-github-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'identities.csv'), text);
  return join(folder, 'identities.csv');
}

test('members and outside collaborators are accounts, bots are not, and insecure methods are shown', async () => {
  const running = await github.start([
    buildPerson(1),
    buildPerson(2, { mfa: 'off' }),
    buildPerson(3, { fields: { insecure: true } }),
    buildPerson(4, { mfa: 'off', fields: { outside: true } }),
    buildPerson(5, { fields: { type: 'Bot' } }),
  ]);
  expect(await readAll(running)).toMatchObject([
    { externalId: '1', name: 'person-1', status: 'enabled', method: null },
    { externalId: '2', status: 'disabled', method: null },
    { externalId: '3', status: 'enabled', method: 'other' },
    { externalId: '4', status: 'disabled' },
  ]);
  expect(await running.directory.readAccount('3')).toMatchObject({ status: 'enabled', method: 'other' });
  expect(await running.directory.readAccount('4')).toMatchObject({ status: 'disabled' });
});

test('who joins without MFA while it is read is never enabled', async () => {
  const running = await github.start(buildPeople(5), 2);
  const { world } = running.server;
  world.afterwards = ({ kind }) => {
    if (!kind.endsWith('2fa_disabled') || world.people.length > 5) return;
    world.people.push(buildPerson(6, { mfa: 'off' }));
  };
  const late = (await readAll(running)).find(({ externalId }) => externalId === '6');
  expect(late?.status).not.toBe('enabled');
});

test('who lacks MFA is never enabled, even when the list of those who lack it moves up while it is read', async () => {
  const people = [1, 2, 3, 4, 5].map((number) => buildPerson(number, { mfa: 'off' }));
  const running = await github.start(people, 2);
  running.server.world.afterwards = ({ kind, nth }) => {
    const [first] = running.server.world.people;
    if (kind.endsWith('2fa_disabled') && nth === 1 && first !== undefined) first.mfa = 'on';
  };
  const statuses = (await readAll(running)).slice(1).map(({ status }) => status);
  expect(statuses).toEqual(['disabled', 'disabled', 'disabled', 'disabled']);
});

test.each([
  [{ two_factor_requirement_enabled: true }, true],
  [{ two_factor_requirement_enabled: false }, false],
  [{ two_factor_requirement_enabled: null }, false],
  [{}, false],
])('newcomers are held where the organization itself requires MFA: %j', async (body, hold) => {
  const running = await github.start(buildPeople(1));
  expect(running.directory.capabilities).toEqual({ hold: false });
  running.server.world.trouble = ({ kind }) => (kind === 'organization' ? { status: 200, body } : null);
  await readAll(running);
  expect(running.directory.capabilities).toEqual({ hold });
});

test('a filtered list that cannot be read completely fails the pass', async () => {
  const running = await github.start(buildPeople(5));
  running.server.world.trouble = ({ kind }) => (kind.endsWith('2fa_insecure') ? { status: 500, body: {} } : null);
  expect(await failureOf(running)).toMatchObject({ code: 'http_500' });
});

test('a token of somebody who is no owner is told what it lacks', async () => {
  const running = await github.start(buildPeople(2));
  running.server.world.trouble = ({ kind }) => (kind.endsWith('2fa_disabled') ? { status: 422, body: {} } : null);
  expect(await failureOf(running)).toMatchObject({
    code: 'http_422',
    sentence: expect.stringMatching(/only to owners.*Members: read/),
  });
  expect(running.directory.blindness).toContain('only to owners');
});

test.each([
  [
    'the primary limit',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1764000030', date: 'Mon, 24 Nov 2025 16:00:00 GMT' },
    [30_000],
  ],
  ['a secondary limit', { 'retry-after': '60' }, [60_000]],
  [
    'a secondary limit that names no time',
    { 'x-ratelimit-remaining': '4000', 'x-ratelimit-reset': '1764000030' },
    [1_000],
  ],
])('%s comes as 403 and is waited for', async (_, headers, expected) => {
  const running = await github.start(buildPeople(2));
  const body = { message: 'You have exceeded a secondary rate limit.' };
  running.server.world.trouble = ({ kind, nth }) =>
    kind === 'list' && nth === 1 ? { status: 403, headers, body } : null;
  expect(await readAll(running)).toHaveLength(2);
  expect(running.waits).toEqual(expected);
});

test('the identities file gives logins their email addresses', async () => {
  const file = writeFile('login,email\nPerson-1,Ann@Example.org\nsomebody-else,else@example.org\n');
  const running = await github.start(buildPeople(2), 100, file);
  expect((await readAll(running)).map(({ email }) => email)).toEqual(['Ann@Example.org', null]);
  expect(await running.directory.readAccount('1')).toMatchObject({ email: 'Ann@Example.org' });
});

test('an identities file with bad lines is named line by line, and there is no reading', async () => {
  const file = writeFile('login,email\nann,ann@example.org\nbob,nobody\nANN,a@example.org\n,x@example.org\ncy\n');
  expect(await failureOf(await github.start(buildPeople(2), 100, file))).toMatchObject({
    code: 'bad_lines',
    sentence:
      'The file in GITHUB_IDENTITIES_FILE was not read, because it has errors: line 3 (no email address); line 4 (a login that an earlier line has); line 5 (no login); line 6 (1 instead of 2 columns). Correct them and save the file.',
  });
});

test('somebody is invited by email, and nobody twice', async () => {
  const running = await github.start(buildPeople(1));
  await running.directory.inviting?.invite('new@example.org');
  const [call] = running.server.calls.filter(({ kind }) => kind === 'invite');
  expect(JSON.parse(call?.body ?? '{}')).toEqual({ email: 'new@example.org', role: 'direct_member' });
  const again = running.directory.inviting?.invite('person1@example.org') ?? Promise.resolve();
  expect(await failureOf(running, again)).toMatchObject({ code: 'already_invited' });
});
