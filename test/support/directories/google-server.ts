/**
 * Google's Directory API (developers.google.com/workspace/admin/directory/reference/rest/v1/users and …/users/list:
 * `maxResults` up to 500, `pageToken`, `nextPageToken`, no `users` when there are none, 403 `userRateLimitExceeded`) and
 * its token endpoint for service accounts (developers.google.com/identity/protocols/oauth2/service-account).
 */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importSPKI, jwtVerify } from 'jose';
import { onTestFinished } from 'vitest';
import { createGoogleDirectory } from '../../../src/directories/google/google-directory.ts';
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

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const USERS = '/admin/directory/v1/users';
const ADMIN = 'person1@example.org';
const TOKENS: Record<string, string> = {
  'https://www.googleapis.com/auth/admin.directory.user.readonly': 'ya29.reads',
  'https://www.googleapis.com/auth/admin.directory.user': 'ya29.locks',
};

function toGoogleUser({ id, email, name, mfa, locked, fields }: Person): Record<string, unknown> {
  return {
    kind: 'admin#directory#user',
    id,
    etag: '"e"',
    ...(email === null ? {} : { primaryEmail: email }),
    ...(name === null ? {} : { name: { fullName: name, givenName: name } }),
    isAdmin: false,
    isDelegatedAdmin: false,
    suspended: locked,
    archived: false,
    customerId: 'C01',
    ...(mfa === 'unsaid' ? {} : { isEnrolledIn2Sv: mfa === 'on', isEnforcedIn2Sv: false }),
    ...fields,
  };
}

const refusal = (code: number, reason: string): Reply => ({
  status: code,
  body: { error: { code, message: 'refused', errors: [{ message: 'refused', domain: 'global', reason }] } },
});

function listUsers({ query }: Call, { people, largestPage }: World): Reply {
  if (query.get('customer') !== 'my_customer') return refusal(404, 'notFound');
  const size = Math.min(Number(query.get('maxResults') ?? 100), largestPage, 500);
  const { page, next } = pageAfter(people, query.get('pageToken'), size);
  const users = page.length === 0 ? {} : { users: page.map(toGoogleUser) };
  return {
    status: 200,
    body: { kind: 'admin#directory#users', ...users, ...(next === null ? {} : { nextPageToken: next }) },
  };
}

function actOnUser({ method, path, body, headers }: Call, { people }: World): Reply {
  const key = decodeURIComponent(path.slice(USERS.length + 1));
  const person = people.find(({ id, email }) => id === key || email === key);
  if (person === undefined) return refusal(404, 'notFound');
  if (method === 'PATCH') {
    if (headers['authorization'] !== 'Bearer ya29.locks') return refusal(403, 'insufficientPermissions');
    person.locked = JSON.parse(body).suspended;
  }
  return { status: 200, body: toGoogleUser(person) };
}

/** What a token request says; throws when it is not signed with the key of the file. */
export async function readAssertion(body: string) {
  const form = new URLSearchParams(body);
  const key = await importSPKI(publicKey, 'RS256');
  return { grantType: form.get('grant_type'), ...(await jwtVerify(form.get('assertion') ?? '', key)) };
}

/** The signature is checked by the tests; here the claims are enough. */
function giveToken({ body }: Call): Reply {
  const [, claims = ''] = (new URLSearchParams(body).get('assertion') ?? '').split('.');
  const { scope, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  if (sub !== ADMIN) return { status: 400, body: { error: 'invalid_grant', error_description: 'Invalid email' } };
  return { status: 200, body: { access_token: TOKENS[scope], token_type: 'Bearer', expires_in: 3_599 } };
}

const behaviour: Behaviour = {
  kindOf: ({ path }) => (path === '/token' ? 'token' : path === USERS ? 'list' : 'one'),
  answer(call, world) {
    if (call.kind === 'token') return giveToken(call);
    if (!/^Bearer ya29\.(reads|locks)$/.test(call.headers['authorization'] ?? '')) return refusal(401, 'authError');
    return call.kind === 'list' ? listUsers(call, world) : actOnUser(call, world);
  },
};

function writeCredentials(tokenUri: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'muster-google-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'key.json');
  const account = {
    client_email: 'muster@project.iam.gserviceaccount.com',
    private_key_id: 'k1',
    private_key: privateKey,
  };
  writeFileSync(file, JSON.stringify({ type: 'service_account', ...account, token_uri: tokenUri }));
  return file;
}

export const google = {
  name: 'google',
  unsaid: 'unknown',
  emails: true,
  credential: 'service account',
  malformed: { isEnrolledIn2Sv: 'yes' },
  strange: { kind: 'admin#directory#robot', isEnforcedIn2Sv: 7 },
  listKind: 'list',
  async start(people: readonly Person[], largestPage?: number, changes: { file?: string; adminEmail?: string } = {}) {
    const server = await startProvider(behaviour, people, largestPage);
    const { waits, wait } = recordWaits();
    const credentialsFile = changes.file ?? writeCredentials(`${server.address}/token`);
    const adminEmail = changes.adminEmail ?? ADMIN;
    const directory = createGoogleDirectory({
      apiUrl: server.address,
      credentialsFile,
      adminEmail,
      customer: 'my_customer',
      wait,
    });
    const settings = {
      GOOGLE_API_URL: server.address,
      GOOGLE_CREDENTIALS_FILE: credentialsFile,
      GOOGLE_ADMIN_EMAIL: adminEmail,
    };
    const secrets = ['ya29.reads', 'ya29.locks', privateKey.slice(60, 100)];
    return { directory, server, waits, settings, secrets };
  },
} satisfies Subject;
