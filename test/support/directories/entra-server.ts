/**
 * Microsoft Graph: learn.microsoft.com/graph/api/authenticationmethodsroot-list-userregistrationdetails and
 * …/userregistrationdetails-get (`value`, `@odata.nextLink`; disabled users are left out), …/user-get and …/user-update
 * (`accountEnabled`), and the client credentials flow of
 * learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow.
 */
import { createEntraDirectory } from '../../../src/directories/entra/entra-directory.ts';
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

const SECRET = 'S3cret~value';
const TOKEN = 'eyJ.graph.token';
const REPORT = '/v1.0/reports/authenticationMethods/userRegistrationDetails';

function toRegistration({ id, email, name, mfa, fields }: Person): Record<string, unknown> {
  return {
    id,
    userPrincipalName: email,
    userDisplayName: name,
    userType: 'member',
    isAdmin: false,
    isSsprRegistered: false,
    ...(mfa === 'unsaid' ? {} : { isMfaCapable: mfa === 'on', isMfaRegistered: true }),
    methodsRegistered: mfa === 'on' ? ['microsoftAuthenticatorPush', 'mobilePhone'] : [],
    lastUpdatedDateTime: '2026-11-01T10:00:00Z',
    ...fields,
  };
}

const refusal = (status: number, code: string): Reply => ({ status, body: { error: { code, message: 'refused' } } });

function listReport({ query, path }: Call, { people, largestPage }: World): Reply {
  const size = Math.min(Number(query.get('$top') ?? 100), largestPage);
  const { page, next } = pageAfter(
    people.filter(({ locked }) => !locked),
    query.get('$skiptoken'),
    size,
  );
  const link = `https://graph.microsoft.com${path}?$top=${size}&$skiptoken=${next}`;
  const body = { '@odata.context': `https://graph.microsoft.com/v1.0/$metadata`, value: page.map(toRegistration) };
  return { status: 200, body: next === null ? body : { ...body, '@odata.nextLink': link } };
}

function giveToken({ body, path }: Call, address: string): Reply {
  const form = new URLSearchParams(body);
  const isRight =
    path === '/tenant-1/oauth2/v2.0/token' &&
    form.get('client_id') === 'client-1' &&
    form.get('client_secret') === SECRET &&
    form.get('grant_type') === 'client_credentials' &&
    form.get('scope') === `${address}/.default`;
  if (!isRight) return { status: 401, body: { error: 'invalid_client', error_description: 'AADSTS7000215: …' } };
  return { status: 200, body: { token_type: 'Bearer', expires_in: 3_599, access_token: TOKEN } };
}

const behaviour: Behaviour = {
  kindOf({ path }) {
    if (path.endsWith('/token')) return 'token';
    return path === REPORT ? 'list' : 'one';
  },
  answer(call, world) {
    if (call.kind === 'token') return giveToken(call, `http://${call.headers['host']}`);
    if (call.headers['authorization'] !== `Bearer ${TOKEN}`) return refusal(401, 'InvalidAuthenticationToken');
    if (call.kind === 'list') return listReport(call, world);
    const [id] = call.path.split('/').toReversed();
    const person = world.people.find((candidate) => candidate.id === id);
    if (person === undefined) return refusal(404, 'Request_ResourceNotFound');
    if (call.method !== 'PATCH' && call.path.startsWith('/v1.0/users/'))
      return { status: 200, body: { accountEnabled: !person.locked } };
    if (call.method !== 'PATCH') return { status: 200, body: toRegistration(person) };
    person.locked = JSON.parse(call.body).accountEnabled === false;
    return { status: 204 };
  },
};

export const entra = {
  name: 'entra',
  unsaid: 'unknown',
  emails: true,
  credential: 'ENTRA_CLIENT_SECRET',
  malformed: { isMfaCapable: 'yes' },
  strange: { userType: 'robot', methodsRegistered: ['telepathy'] },
  listKind: 'list',
  async start(people: readonly Person[], largestPage?: number, clientSecret = SECRET) {
    const server = await startProvider(behaviour, people, largestPage);
    const { waits, wait } = recordWaits();
    const app = { tenantId: 'tenant-1', clientId: 'client-1', clientSecret };
    const directory = createEntraDirectory({ apiUrl: server.address, loginUrl: server.address, ...app, wait });
    const settings = {
      ENTRA_API_URL: server.address,
      ENTRA_LOGIN_URL: server.address,
      ENTRA_TENANT_ID: app.tenantId,
      ENTRA_CLIENT_ID: app.clientId,
      ENTRA_CLIENT_SECRET: clientSecret,
    };
    return { directory, server, waits, settings, secrets: [SECRET, TOKEN] };
  },
} satisfies Subject;
