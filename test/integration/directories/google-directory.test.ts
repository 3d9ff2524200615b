import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { google, readAssertion } from '../../support/directories/google-server.ts';
import { buildPeople, buildPerson } from '../../support/directories/provider-server.ts';
import { failureOf, readAll } from './contract.ts';

const SCOPE = 'https://www.googleapis.com/auth/admin.directory.user';

test('suspended and archived people are no accounts, and admins are told apart', async () => {
  const running = await google.start([
    buildPerson(1, { fields: { isAdmin: true } }),
    buildPerson(2, { fields: { suspended: true } }),
    buildPerson(3, { fields: { archived: true } }),
  ]);
  expect(await readAll(running)).toMatchObject([{ externalId: 'id-00001', isOwner: true, name: 'Person 1' }]);
  expect(await running.directory.readAccount('id-00002')).toBeNull();
  expect(running.directory.blindness).toBeNull();
});

test('reading takes one token that can only read; locking takes another', async () => {
  const running = await google.start(buildPeople(5), 2);
  await readAll(running);
  await running.directory.locking?.lock('id-00002');
  const tokens = running.server.calls.filter(({ kind }) => kind === 'token');
  const asked = await Promise.all(tokens.map(({ body }) => readAssertion(body)));
  expect(asked.map(({ payload }) => payload['scope'])).toEqual([`${SCOPE}.readonly`, SCOPE]);
  expect(asked[0]).toMatchObject({
    grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    protectedHeader: { alg: 'RS256', typ: 'JWT', kid: 'k1' },
    payload: {
      iss: 'muster@project.iam.gserviceaccount.com',
      sub: 'person1@example.org',
      aud: `${running.server.address}/token`,
    },
  });
  const { iat = 0, exp = 0 } = asked[0]?.payload ?? {};
  expect(exp - iat).toBe(3_600);
});

test('a token that was refused is not used again', async () => {
  const running = await google.start(buildPeople(2));
  running.server.world.trouble = ({ kind, nth }) => (kind === 'list' && nth === 1 ? { status: 401, body: {} } : null);
  await failureOf(running);
  expect(await readAll(running)).toHaveLength(2);
  expect(running.server.calls.filter(({ kind }) => kind === 'token')).toHaveLength(2);
});

test('limits that come as 403 are backed off from', async () => {
  const running = await google.start(buildPeople(2));
  const body = { error: { code: 403, errors: [{ domain: 'usageLimits', reason: 'userRateLimitExceeded' }] } };
  running.server.world.trouble = ({ kind, nth }) => (kind === 'list' && nth < 3 ? { status: 403, body } : null);
  expect(await readAll(running)).toHaveLength(2);
  expect(running.waits).toEqual([1_000, 4_000]);
});

test('an admin whom Google does not know is named as the reason', async () => {
  const running = await google.start(buildPeople(2), 100, { adminEmail: 'nobody@example.org' });
  expect(await failureOf(running)).toMatchObject({
    code: 'http_400',
    sentence: expect.stringContaining('GOOGLE_ADMIN_EMAIL'),
  });
});

test.each([
  ['absent', null, 'cannot be read'],
  ['no JSON', 'secret-piece', 'is not the key of a service account'],
  ['of a person', '{"type":"authorized_user","client_secret":"secret-piece"}', 'is not the key of a service account'],
  [
    'with a broken key',
    '{"type":"service_account","client_email":"m@x","private_key":"secret-piece","token_uri":"http://127.0.0.1:1"}',
    'has a private key that cannot be read',
  ],
])('a credentials file that is %s is told without its content', async (_, text, problem) => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-google-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'key.json');
  if (text !== null) writeFileSync(file, text);
  const running = await google.start([], 100, { file });
  const error = await failureOf({ ...running, secrets: ['secret-piece'] }, readAll(running));
  expect(error).toMatchObject({ code: 'credentials_file', sentence: expect.stringContaining(problem) });
});
