import { describe, expect, test } from 'vitest';
import { okta } from '../../support/directories/okta-server.ts';
import { buildPeople, buildPerson } from '../../support/directories/provider-server.ts';
import { readAll } from './contract.ts';

const active = (...types: string[]) => types.map((factorType) => ({ factorType, status: 'ACTIVE' }));

describe('the factors of a person', () => {
  test.each<[what: string, factors: object[], status: string, method: string | null]>([
    ['none', [], 'disabled', null],
    ['an email, which Okta enrols by itself, and a question', active('email', 'question'), 'disabled', null],
    ['one that is not activated yet', [{ factorType: 'push', status: 'PENDING_ACTIVATION' }], 'disabled', null],
    ['text messages', active('sms', 'email'), 'enabled', 'sms'],
    ['calls and a question', active('call', 'question'), 'enabled', 'sms'],
    ['an app beside text messages', active('sms', 'token:software:totp'), 'enabled', 'app'],
    ['a key beside an app', active('push', 'webauthn'), 'enabled', 'key'],
    ['one of somebody else', active('web'), 'enabled', 'other'],
    ['one that is new today', active('telepathy'), 'unknown', null],
    ['one that is new today beside an app', active('telepathy', 'push'), 'enabled', 'app'],
  ])('%s', async (_, factors, status, method) => {
    const running = await okta.start([buildPerson(1, { fields: { factors } })]);
    expect(await readAll(running)).toMatchObject([{ status, method }]);
    expect(await running.directory.readAccount('id-00001')).toMatchObject({ status, method });
  });
});

test.each(['STAGED', 'PROVISIONED', 'SUSPENDED', 'DEPROVISIONED'])(
  'who is %s cannot sign in, and is no account',
  async (status) => {
    const running = await okta.start([buildPerson(1, { fields: { status } }), buildPerson(2)]);
    expect(await readAll(running)).toMatchObject([{ externalId: 'id-00002' }]);
    expect(await running.directory.readAccount('id-00001')).toBeNull();
  },
);

test.each(['ACTIVE', 'RECOVERY', 'LOCKED_OUT', 'PASSWORD_EXPIRED'])('who is %s is an account', async (status) => {
  expect(await readAll(await okta.start([buildPerson(1, { fields: { status } })]))).toHaveLength(1);
});

test('the pass goes on where a limit or a fault stopped it: nobody before is asked again', async () => {
  const running = await okta.start(buildPeople(12), 6);
  running.server.world.trouble = ({ kind, nth }) => {
    if (kind !== 'factors') return null;
    if (nth === 7) return { status: 429, headers: { 'retry-after': '20' }, body: {} };
    return nth === 8 ? 'cut' : null;
  };
  expect(await readAll(running)).toHaveLength(12);
  const count = (kind: string) => running.server.calls.filter((call) => call.kind === kind).length;
  expect([count('list'), count('factors')]).toEqual([2, 14]);
  expect(running.waits.toSorted((a, b) => a - b)).toEqual([1_000, 20_000]);
});

test('a window that runs out is waited for before the limit is met', async () => {
  const running = await okta.start(buildPeople(12));
  const date = 'Mon, 24 Nov 2025 16:00:00 GMT';
  const headers = { 'x-rate-limit-limit': '600', 'x-rate-limit-reset': '1764000042', date };
  const room = { status: 200, body: active('push'), headers: { ...headers, 'x-rate-limit-remaining': '500' } };
  running.server.world.trouble = ({ kind, nth }) => {
    if (kind !== 'factors') return null;
    return nth === 5 ? { ...room, headers: { ...headers, 'x-rate-limit-remaining': '120' } } : room;
  };
  expect(await readAll(running)).toHaveLength(12);
  expect(running.waits).toEqual([42_000]);
});

test('who is deleted while the pass runs is left out', async () => {
  const running = await okta.start(buildPeople(3));
  running.server.world.afterwards = ({ kind }) => {
    if (kind === 'list') running.server.world.people.shift();
  };
  expect(await readAll(running)).toHaveLength(2);
});

test('people set MFA up in the settings of their own organization', async () => {
  const { directory, server } = await okta.start([]);
  expect(directory.setupUrl).toBe(`${server.address}/enduser/settings`);
});
