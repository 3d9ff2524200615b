import { expect, test } from 'vitest';
import { entra } from '../../support/directories/entra-server.ts';
import { buildPeople, buildPerson } from '../../support/directories/provider-server.ts';
import { failureOf, readAll } from './contract.ts';

test.each<[methods: string[], method: string | null]>([
  [['mobilePhone'], 'sms'],
  [['mobilePhone', 'email', 'securityQuestion'], 'sms'],
  [['mobilePhone', 'softwareOneTimePasscode'], 'app'],
  [['microsoftAuthenticatorPush', 'fido2'], 'key'],
  [['windowsHelloForBusiness'], 'key'],
  [['telepathy'], null],
  [[], null],
])('the strongest of %j is shown', async (methodsRegistered, method) => {
  const running = await entra.start([buildPerson(1, { fields: { methodsRegistered } })]);
  expect(await readAll(running)).toMatchObject([{ status: 'enabled', method }]);
});

test('MFA that is registered but not allowed by policy is disabled', async () => {
  const fields = { isMfaRegistered: true, isMfaCapable: false, methodsRegistered: ['mobilePhone'] };
  expect(await readAll(await entra.start([buildPerson(1, { fields })]))).toMatchObject([
    { status: 'disabled', method: null },
  ]);
});

test('the made-up address of a guest is no address', async () => {
  const userPrincipalName = 'ann_partner.org#EXT#@acme.onmicrosoft.com';
  const running = await entra.start([
    buildPerson(1, { fields: { userPrincipalName, userType: 'guest', isAdmin: true } }),
  ]);
  expect(await readAll(running)).toMatchObject([{ email: null, name: 'Person 1', isOwner: true }]);
});

test('one token serves a pass, and goes to the configured address only', async () => {
  const running = await entra.start(buildPeople(5), 2);
  expect(await readAll(running)).toHaveLength(5);
  const { calls } = running.server;
  expect(calls.map(({ kind }) => kind)).toEqual(['token', 'list', 'list', 'list']);
  // The links of the answers name graph.microsoft.com.
  expect(calls[2]?.query.get('$skiptoken')).toBe('id-00002');
});

test('a wrong client secret is told as such', async () => {
  const running = await entra.start([], 100, 'Wr0ng~secret');
  const error = await failureOf({ ...running, secrets: ['Wr0ng~secret'] }, readAll(running));
  expect(error).toMatchObject({ code: 'http_401', sentence: expect.stringContaining('ENTRA_CLIENT_SECRET') });
});

test('a tenant without the licence is told so', async () => {
  const running = await entra.start([]);
  const error = { code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', message: 'Neither tenant is B2C …' };
  running.server.world.trouble = ({ kind }) => (kind === 'list' ? { status: 403, body: { error } } : null);
  expect(await failureOf(running)).toMatchObject({
    sentence: expect.stringContaining('licence of Microsoft Entra ID P1'),
  });
});
