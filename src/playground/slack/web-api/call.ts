import { isMethodName, type MethodName, mayAnswer, SlackApiError } from '../errors.ts';
import { isObject, type JsonObject, stringOf } from '../json.ts';
import type { Token } from '../state/tokens.ts';
import type { World } from '../world.ts';
import type { Caller, Method } from './method.ts';
import { appMethods } from './methods/app.ts';
import { chatMethods } from './methods/chat.ts';
import { conversationMethods } from './methods/conversations.ts';
import { userMethods } from './methods/users.ts';
import { viewMethods } from './methods/views.ts';

const METHODS: Readonly<Record<Exclude<MethodName, 'api.test'>, Method>> = {
  ...appMethods,
  ...chatMethods,
  ...conversationMethods,
  ...userMethods,
  ...viewMethods,
};

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: JsonObject;
}

function findToken(world: World, args: JsonObject, authorization: string | undefined): Token {
  const value = authorization?.replace(/^Bearer\s+/i, '') ?? stringOf(args['token']);
  if (!value) throw new SlackApiError('not_authed');
  const token = world.tokens.find(value);
  if (token === undefined) throw new SlackApiError('invalid_auth');
  if (token.state !== 'valid') throw new SlackApiError(token.state);
  return token;
}

function identify(world: World, token: Token): Caller {
  if (token.kind !== 'user') return { token, person: null, userId: world.workspace.team.botUserId };
  const person = token.userId === null ? undefined : world.workspace.people.find(token.userId);
  if (person === undefined) throw new SlackApiError('invalid_auth');
  if (person.deleted) throw new SlackApiError('account_inactive');
  return { token, person, userId: person.id };
}

function checkScopes(token: Token, needed: readonly string[]): void {
  if (needed.length === 0 || needed.some((scope) => token.scopes.includes(scope))) return;
  throw new SlackApiError('missing_scope', { needed: needed.join(','), provided: token.scopes.join(',') });
}

function runMethod(
  world: World,
  name: Exclude<MethodName, 'api.test'>,
  args: JsonObject,
  authorization: string | undefined,
): Answer {
  const method = METHODS[name];
  const token = findToken(world, args, authorization);
  const needed = method.scopes(args, world);
  const headers = { 'x-oauth-scopes': token.scopes.join(','), 'x-accepted-oauth-scopes': needed.join(',') };
  try {
    if (!method.tokens.includes(token.kind)) throw new SlackApiError('not_allowed_token_type');
    const caller = identify(world, token);
    checkScopes(token, needed);
    const wait = world.rates.take(name, stringOf(args['channel']));
    if (wait > 0) return buildRateLimited(wait);
    return { status: 200, headers, body: { ok: true, ...method.run(world, args, caller) } };
  } catch (error) {
    return buildRefusal(name, error, headers);
  }
}

function buildRefusal(name: MethodName, error: unknown, headers: Record<string, string>): Answer {
  if (!(error instanceof SlackApiError)) throw error;
  if (!mayAnswer(name, error.code)) throw new Error(`${name} does not answer ${error.code}`, { cause: error });
  return { status: 200, headers, body: { ok: false, error: error.code, ...error.extra } };
}

export function buildRateLimited(retryAfterSeconds: number): Answer {
  const headers = { 'retry-after': String(retryAfterSeconds) };
  return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
}

/** `api.test` needs no token and answers what it was given, the error too. */
function testApi(args: JsonObject): Answer {
  const error = stringOf(args['error']);
  return { status: 200, headers: {}, body: error === undefined ? { ok: true, args } : { ok: false, error, args } };
}

/** One call of the Web API: HTTP 200 with `ok: false` for what Slack refuses. */
export function callMethod(world: World, name: string, args: JsonObject, authorization: string | undefined): Answer {
  if (!isMethodName(name)) return { status: 200, headers: {}, body: { ok: false, error: 'unknown_method' } };
  if (name === 'api.test') return testApi(args);
  try {
    return runMethod(world, name, args, authorization);
  } catch (error) {
    return buildRefusal(name, error, {});
  }
}

/** Arguments as the journal may show them. */
export function maskArgs(args: JsonObject, mask: (text: string) => string): JsonObject {
  const { token, ...rest } = args;
  const plain = typeof token === 'string' ? { token: mask(token), ...rest } : rest;
  return isObject(plain) ? plain : {};
}
