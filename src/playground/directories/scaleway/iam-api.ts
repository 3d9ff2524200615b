/**
 * Scaleway's IAM API as @scaleway/sdk-iam 1.6.0 asks it (v1alpha1/api.gen, marshalling.gen and types.gen):
 * `GET /iam/v1alpha1/users` with `page`, `page_size` and `total_count`; `GET …/users/{id}`; `POST …/lock`, `/unlock`;
 * `POST …/users`; `GET …/grace-periods`; `GET …/api-keys/{access_key}`; the header `X-Auth-Token`. The playground and
 * the tests of the directory answer with it.
 */
import { z } from 'zod';
import { type IamAccount, showUser } from './iam-account.ts';

const ROOT = '/iam/v1alpha1';
/** The API allows 1 to 100, and gives 20 to who does not say. */
const LARGEST_PAGE = 100;
const USUAL_PAGE = 20;

export interface IamCall {
  method: string;
  path: string;
  query: URLSearchParams;
  /** By names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface IamReply {
  status: number;
  body: unknown;
}

/** An organization's IAM, and the one API key that it knows. */
export interface Iam {
  organizationId: string;
  accessKey: string;
  secretKey: string;
  /** The account that the key belongs to; `null`: an application's. */
  bearer: string | null;
  /** Oldest first; who is invited comes to its end. */
  people: IamAccount[];
  /** The most that one page holds, whatever is asked for. */
  largestPage: number;
  /** Of an account: its times to set something up. */
  gracePeriodsOf(userId: string): readonly { type: string; created_at: string; expires_at: string }[];
  newId(): string;
}

const creation = z.object({ member: z.object({ email: z.string().min(1), username: z.string() }) });

const missing = (resource: string): IamReply => ({
  status: 404,
  body: { message: 'resource is not found', type: 'not_found', resource },
});

function listUsers({ query }: IamCall, { organizationId, people, largestPage }: Iam): IamReply {
  if (query.get('organization_id') !== organizationId) return missing('organization');
  const size = Math.min(Number(query.get('page_size')) || USUAL_PAGE, largestPage, LARGEST_PAGE);
  const from = ((Number(query.get('page')) || 1) - 1) * size;
  const users = people.slice(from, from + size).map((account) => showUser(account, organizationId));
  return { status: 200, body: { users, total_count: people.length } };
}

function parseCreation(body: string) {
  try {
    return creation.safeParse(JSON.parse(body)).data?.member ?? null;
  } catch {
    return null;
  }
}

function createUser({ body }: IamCall, { organizationId, people, newId }: Iam): IamReply {
  const member = parseCreation(body);
  if (member === null) return { status: 400, body: { message: 'invalid argument(s)', type: 'invalid_arguments' } };
  const conflict = { message: 'resource already exists', type: 'conflict' };
  if (people.some(({ email }) => email === member.email)) return { status: 409, body: conflict };
  const fields = { status: 'invitation_pending' };
  const account: IamAccount = { id: newId(), email: member.email, name: null, mfa: 'off', locked: false, fields };
  people.push(account);
  return { status: 200, body: showUser(account, organizationId) };
}

function actOnUser({ method, path }: IamCall, { organizationId, people }: Iam): IamReply {
  const [id = '', act] = path.slice(`${ROOT}/users/`.length).split('/');
  const account = people.find((candidate) => candidate.id === id);
  if (account === undefined) return missing('user');
  if (method === 'POST') account.locked = act === 'lock';
  return { status: 200, body: showUser(account, organizationId) };
}

/** `list`, `create`, `one` (an account), or the path of something else. */
export function iamKindOf({ method, path }: Pick<IamCall, 'method' | 'path'>): string {
  if (path === `${ROOT}/users`) return method === 'GET' ? 'list' : 'create';
  return path.startsWith(`${ROOT}/users/`) ? 'one' : path;
}

/** The answer to one call; it may change `iam.people`. */
export function answerIam(call: IamCall, iam: Iam): IamReply {
  if (call.headers['x-auth-token'] !== iam.secretKey) return { status: 401, body: { type: 'denied_authentication' } };
  switch (iamKindOf(call)) {
    case 'list':
      return listUsers(call, iam);
    case 'create':
      return createUser(call, iam);
    case 'one':
      return actOnUser(call, iam);
    case `${ROOT}/grace-periods`:
      return { status: 200, body: { grace_periods: iam.gracePeriodsOf(call.query.get('user_id') ?? '') } };
    case `${ROOT}/api-keys/${iam.accessKey}`:
      return { status: 200, body: { access_key: iam.accessKey, user_id: iam.bearer ?? undefined, description: '' } };
    default:
      return missing('api_key');
  }
}
