import { createHmac } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { stringify } from 'node:querystring';
import type { JsonObject } from '../json.ts';

export type DeliveryKind = 'command' | 'interaction' | 'event';

export interface Retry {
  num: number;
  reason: string;
}

/** One POST to the app. What hostile tests need can be wrong in it. */
export interface SignedPost {
  kind: DeliveryKind;
  /** An object is encoded as Slack encodes this kind; a string goes out as it is. */
  body: JsonObject | string;
  headers?: Record<string, string>;
  timestampSkewSeconds?: number;
  badSignature?: boolean;
  retry?: Retry;
}

export interface AppAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export class DeliveryTimeout extends Error {
  override readonly name = 'DeliveryTimeout';
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

function encode({ kind, body }: SignedPost): string {
  if (typeof body === 'string') return body;
  switch (kind) {
    case 'event':
      return JSON.stringify(body);
    case 'interaction':
      return stringify({ payload: JSON.stringify(body) });
    case 'command':
      return stringify(Object.fromEntries(Object.entries(body).map(([key, value]) => [key, String(value)])));
  }
}

/** Slack's v0 signature (docs.slack.dev/authentication/verifying-requests-from-slack). */
function sign(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

function buildHeaders(post: SignedPost, body: string, secret: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000) + (post.timestampSkewSeconds ?? 0));
  const signature = sign(post.badSignature ? `not ${secret}` : secret, timestamp, body);
  return {
    // No charset: Bolt answers 400 to a form that carries one.
    'content-type': post.kind === 'event' ? 'application/json' : 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    accept: '*/*',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature,
    ...(post.retry && { 'x-slack-retry-num': String(post.retry.num), 'x-slack-retry-reason': post.retry.reason }),
    ...post.headers,
  };
}

/** Posts to the app. Throws `DeliveryTimeout` when it takes too long, and the system's error when nobody listens. */
export function postSigned(url: string, secret: string, post: SignedPost, timeoutMs: number): Promise<AppAnswer> {
  const body = encode(post);
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', agent, headers: buildHeaders(post, body, secret) }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        clearTimeout(timer);
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text });
      });
    });
    const timer = setTimeout(() => call.destroy(new DeliveryTimeout('no answer in time')), timeoutMs);
    call.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    call.end(body);
  });
}
