import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { LogLevel, WebClient } from '@slack/web-api';
import { onTestFinished } from 'vitest';
import type { Wait } from '../../../src/directories/patience.ts';

export const TEAM = 'T0OURS';

export interface Call {
  method: string;
  token: string;
  args: Record<string, string>;
}

/** What the server does with one call. */
export type Answer =
  | { type: 'json'; body: object }
  | { type: 'status'; status: number; headers?: Record<string, string>; body?: string }
  | { type: 'cut' }
  | { type: 'silent' };

export const json = (body: object): Answer => ({ type: 'json', body: { ok: true, ...body } });
export const failure = (error: string): Answer => ({ type: 'json', body: { ok: false, error } });
export const status = (code: number, body = 'oops'): Answer => ({ type: 'status', status: code, body });
export const limited = (seconds: number): Answer => ({
  type: 'status',
  status: 429,
  headers: { 'retry-after': String(seconds) },
  body: '{"ok":false,"error":"ratelimited"}',
});

function send(response: ServerResponse, answer: Answer): void {
  switch (answer.type) {
    case 'json':
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer.body));
      return;
    case 'status':
      response.writeHead(answer.status, answer.headers).end(answer.body);
      return;
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"ok":true,"members":[{"id":"U1"', () => response.destroy());
      return;
    case 'silent':
      return;
  }
}

/** A server that answers as `reply` says and keeps every call; it closes when the test ends. */
export async function startSlack(reply: (call: Call, nth: number) => Answer) {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const method = request.url?.replace('/api/', '') ?? '';
      const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
      const call = { method, token, args: Object.fromEntries(new URLSearchParams(body)) };
      calls.push(call);
      send(response, reply(call, calls.length));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { calls, apiUrl: `http://127.0.0.1:${portOf(server.address())}/api/` };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

export function createClient(apiUrl: string, token = 'xoxb-test'): WebClient {
  return new WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  });
}

/** A wait that takes no time and remembers how long it was asked to take. */
export function recordWaits() {
  const waits: number[] = [];
  const wait: Wait = (delayMs, signal) => {
    waits.push(delayMs);
    signal?.throwIfAborted();
    return Promise.resolve();
  };
  return { waits, wait };
}

/** A person as Slack's documentation shows one; `fields` win. */
export function buildUser(id: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    team_id: TEAM,
    name: id.toLowerCase(),
    deleted: false,
    real_name: `Real ${id}`,
    tz: 'Europe/Amsterdam',
    profile: {
      display_name: `Display ${id}`,
      real_name: `Real ${id}`,
      email: `${id.toLowerCase()}@example.org`,
      team: TEAM,
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: false,
    is_app_user: false,
    updated: 1_502_138_686,
    ...fields,
  };
}

/** `users.list` over these people, with the cursors and the page size that the caller asks for. */
export function replyWithUsers(users: readonly object[], largestPage = 1_000) {
  return (call: Call): Answer => {
    const from = Number(call.args['cursor'] ?? 0);
    const to = from + Math.min(Number(call.args['limit']), largestPage);
    const next = to < users.length ? String(to) : '';
    return json({ members: users.slice(from, to), cache_ts: 1, response_metadata: { next_cursor: next } });
  };
}

export async function collect<Item>(pages: AsyncIterable<readonly Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}
