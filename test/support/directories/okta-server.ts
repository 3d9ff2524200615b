/**
 * Okta's management API (github.com/okta/okta-sdk-nodejs, oas-spec/management.yaml: `GET /api/v1/users` with `limit`,
 * `after` and `Link`; `GET …/users/{id}/factors`; `POST …/lifecycle/suspend` and `/unsuspend`, which refuse a state that
 * is there already) and its rate limit headers (developer.okta.com/docs/reference/rl-best-practices).
 */
import { createOktaDirectory } from '../../../src/directories/okta/okta-directory.ts';
import {
  type Behaviour,
  type Call,
  type Person,
  pageAfter,
  type Reply,
  startProvider,
  type World,
} from './provider-server.ts';
import { recordWaits, type Subject } from './subject.ts';

const TOKEN = '00aBcDeF_okta-token';

function toOktaUser({ id, email, name, locked, fields }: Person): Record<string, unknown> {
  const [firstName = null, ...rest] = (name ?? '').split(' ');
  return {
    id,
    status: locked ? 'SUSPENDED' : 'ACTIVE',
    created: '2026-01-01T00:00:00.000Z',
    profile: { login: email, email, firstName: firstName || null, lastName: rest.join(' ') || null, mobilePhone: null },
    _links: {},
    ...fields,
  };
}

/** `factors` of the person's fields win. `unsaid`: a factor that nobody knows yet. */
function factorsOf({ mfa, fields }: Person): unknown {
  if (fields['factors'] !== undefined) return fields['factors'];
  const factor = { id: 'f1', provider: 'OKTA', vendorName: 'OKTA' };
  const email = { ...factor, factorType: 'email', status: 'ACTIVE' };
  if (mfa === 'on') return [email, { ...factor, factorType: 'push', status: 'ACTIVE' }];
  if (mfa === 'off') return [email, { ...factor, factorType: 'sms', status: 'PENDING_ACTIVATION' }];
  return [email, { ...factor, factorType: 'telepathy', status: 'ACTIVE' }];
}

const refusal = (status: number, errorCode: string): Reply => ({
  status,
  body: { errorCode, errorSummary: 'refused' },
});

function listUsers({ query }: Call, { people, largestPage }: World): Reply {
  const size = Math.min(Number(query.get('limit')), largestPage, 200);
  const { page, next } = pageAfter(people, query.get('after'), size);
  const self = '<https://acme.okta.com/api/v1/users?limit=200>; rel="self"';
  const link =
    next === null ? self : `${self}, <https://acme.okta.com/api/v1/users?after=${next}&limit=${size}>; rel="next"`;
  return { status: 200, headers: { link }, body: page.map(toOktaUser) };
}

function changeState(person: Person, isSuspending: boolean): Reply {
  if (person.locked === isSuspending) return refusal(400, 'E0000001');
  person.locked = isSuspending;
  return { status: 200, body: {} };
}

const behaviour: Behaviour = {
  kindOf({ path }) {
    if (path === '/api/v1/users') return 'list';
    return path.endsWith('/factors') ? 'factors' : 'one';
  },
  answer(call, world) {
    if (call.headers['authorization'] !== `SSWS ${TOKEN}`) return refusal(401, 'E0000011');
    if (call.kind === 'list') return listUsers(call, world);
    const [id, ...rest] = call.path.slice('/api/v1/users/'.length).split('/');
    const person = id === 'me' ? world.people[0] : world.people.find((candidate) => candidate.id === id);
    if (person === undefined) return refusal(404, 'E0000007');
    if (rest[0] === 'factors') return { status: 200, body: factorsOf(person) };
    return rest[0] === 'lifecycle'
      ? changeState(person, rest[1] === 'suspend')
      : { status: 200, body: toOktaUser(person) };
  },
};

export const okta = {
  name: 'okta',
  unsaid: 'unknown',
  emails: true,
  credential: 'OKTA_API_TOKEN',
  token: TOKEN,
  malformed: { factors: [{ factorType: 7, status: 'ACTIVE' }] },
  strange: { status: 'HIBERNATING', type: { id: 'robot' } },
  listKind: 'list',
  async start(people: readonly Person[], largestPage?: number) {
    const server = await startProvider(behaviour, people, largestPage);
    const { waits, wait } = recordWaits();
    const directory = createOktaDirectory({ apiUrl: server.address, apiToken: TOKEN, wait });
    const settings = { OKTA_API_URL: server.address, OKTA_API_TOKEN: TOKEN };
    return { directory, server, waits, settings, secrets: [TOKEN] };
  },
} satisfies Subject & { token: string };
