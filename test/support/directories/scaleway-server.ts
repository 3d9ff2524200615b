/**
 * Scaleway's IAM API as @scaleway/sdk-iam 1.6.0 reads it (v1alpha1/api.gen, marshalling.gen and types.gen):
 * `GET /iam/v1alpha1/users` with `page`, `page_size` and `total_count`; `GET …/users/{id}`; `POST …/lock`, `/unlock`;
 * `POST …/users`; `GET …/grace-periods`; `GET …/api-keys/{access_key}`; the header `X-Auth-Token`.
 */
import { createScalewayDirectory } from '../../../src/directories/scaleway/scaleway-directory.ts';
import {
  type Behaviour,
  type Call,
  launchProvider,
  type Person,
  pageNumbered,
  type Reply,
  startProvider,
  type World,
} from './provider-server.ts';
import { recordWaits, type Subject } from './subject.ts';

const SECRET_KEY = '11111111-2222-3333-4444-555555555555';
const ACCESS_KEY = 'SCWAAAAAAAAAAAAAAAAA';
const ORGANIZATION = '99999999-8888-7777-6666-555555555555';
const ROOT = '/iam/v1alpha1';

function toScalewayUser({ id, email, name, mfa, locked, fields }: Person): Record<string, unknown> {
  const [firstName = '', ...rest] = (name ?? '').split(' ');
  return {
    id,
    email: email ?? '',
    username: '',
    first_name: firstName,
    last_name: rest.join(' '),
    phone_number: '',
    locale: 'en_US',
    created_at: '2026-01-05T10:00:00.000000Z',
    updated_at: '2026-01-05T10:00:00.000000Z',
    organization_id: ORGANIZATION,
    deletable: true,
    last_login_at: null,
    type: 'member',
    status: 'activated',
    locked,
    tags: [],
    ...(mfa === 'unsaid' ? {} : { mfa: mfa === 'on', two_factor_enabled: mfa === 'on' }),
    ...fields,
  };
}

const missing = (resource: string): Reply => ({
  status: 404,
  body: { message: 'resource is not found', type: 'not_found', resource },
});

function listUsers({ query }: Call, { people, largestPage }: World): Reply {
  if (query.get('organization_id') !== ORGANIZATION) return missing('organization');
  const size = Math.min(Number(query.get('page_size')), largestPage, 100);
  const { page } = pageNumbered(people, Number(query.get('page')), size);
  return { status: 200, body: { users: page.map(toScalewayUser), total_count: people.length } };
}

function createUser({ body }: Call, { people }: World): Reply {
  const { member } = JSON.parse(body);
  const conflict = { message: 'resource already exists', type: 'conflict' };
  if (people.some(({ email }) => email === member.email)) return { status: 409, body: conflict };
  const fields = { status: 'invitation_pending' };
  const person: Person = { id: 'id-99999', email: member.email, name: null, mfa: 'off', locked: false, fields };
  people.push(person);
  return { status: 200, body: toScalewayUser(person) };
}

function actOnUser({ method, path }: Call, { people }: World): Reply {
  const [id = '', act] = path.slice(`${ROOT}/users/`.length).split('/');
  const person = people.find((candidate) => candidate.id === id);
  if (person === undefined) return missing('user');
  if (method === 'POST') person.locked = act === 'lock';
  return { status: 200, body: toScalewayUser(person) };
}

function gracePeriods({ query }: Call): Reply {
  const period = { created_at: '2026-01-05T10:00:00Z', expires_at: '2026-01-12T10:00:00Z' };
  const all = [
    { ...period, type: 'update_password' },
    { ...period, type: 'set_mfa', expires_at: '2026-01-19T10:00:00Z' },
  ];
  return { status: 200, body: { grace_periods: query.get('user_id') === 'id-00001' ? all : [] } };
}

const behaviour: Behaviour = {
  kindOf({ method, path }) {
    if (path === `${ROOT}/users`) return method === 'GET' ? 'list' : 'create';
    return path.startsWith(`${ROOT}/users/`) ? 'one' : path;
  },
  answer(call, world) {
    if (call.headers['x-auth-token'] !== SECRET_KEY) return { status: 401, body: { type: 'denied_authentication' } };
    if (call.kind === 'list') return listUsers(call, world);
    if (call.kind === 'create') return createUser(call, world);
    if (call.kind === 'one') return actOnUser(call, world);
    if (call.path === `${ROOT}/grace-periods`) return gracePeriods(call);
    if (call.path !== `${ROOT}/api-keys/${ACCESS_KEY}`) return missing('api_key');
    return { status: 200, body: { access_key: ACCESS_KEY, user_id: 'id-00001', description: '' } };
  },
};

/** The settings with which the bot itself asks a local server. */
export const scalewaySettings = {
  SCALEWAY_ACCESS_KEY: ACCESS_KEY,
  SCALEWAY_SECRET_KEY: SECRET_KEY,
  SCALEWAY_ORGANIZATION_ID: ORGANIZATION,
};

/** The server alone, for a whole bot in several tests; whoever launches it closes it. */
export async function launchScaleway(people: readonly Person[]) {
  const server = await launchProvider(behaviour, people);
  return { ...server, settings: { ...scalewaySettings, SCALEWAY_API_URL: server.address } };
}

export const scaleway: Subject = {
  name: 'scaleway',
  unsaid: 'unknown',
  emails: true,
  credential: 'SCALEWAY_SECRET_KEY',
  malformed: { mfa: 'yes' },
  strange: { type: 'robot', status: 'frozen', locale: 7 },
  listKind: 'list',
  async start(people, largestPage) {
    const server = await startProvider(behaviour, people, largestPage);
    const { waits, wait } = recordWaits();
    const access = { accessKey: ACCESS_KEY, secretKey: SECRET_KEY, organizationId: ORGANIZATION };
    const directory = createScalewayDirectory({ apiUrl: server.address, ...access, wait });
    const settings = { ...scalewaySettings, SCALEWAY_API_URL: server.address };
    return { directory, server, waits, settings, secrets: [SECRET_KEY] };
  },
};
