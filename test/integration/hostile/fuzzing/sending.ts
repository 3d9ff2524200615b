import { Agent, request } from 'node:http';
import { sign } from '../../../../src/slack/receivers/signature.ts';
import type { Input, Signing } from './inputs.ts';

export interface Answer {
  /** `closed` when the connection was cut, which is the answer to what is too large. */
  status: number | 'closed';
  body: string;
  ms: number;
}

export interface Sender {
  send(input: Input): Promise<Answer>;
  close(): void;
}

/** What is larger is cut off on purpose. */
const ASKED_AGAIN_BYTES = 1_000_000;
const PAST_S = 301;
const FUTURE_S = 310;

/** Posts inputs as they are to the bot's real port, over connections that are kept. */
export function createSender(url: string, signingSecret: string, connections: number): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const used = new Set<string>();

  /** Genuine requests differ by their second at least, as Slack's do: the same twice would be a replay. */
  const signOnce = (body: Buffer): Record<string, string> => {
    for (let ago = 0; ; ago = ago > 0 ? -ago : 1 - ago) {
      const timestamp = String(Math.floor(Date.now() / 1000) + ago);
      const signature = sign(signingSecret, timestamp, body);
      if (used.has(signature) && Math.abs(ago) < 240) continue;
      used.add(signature);
      return headersOf(timestamp, signature);
    }
  };

  const post = (input: Input, body: Buffer, headers: Record<string, string>): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const started = performance.now();
      const done = (status: Answer['status'], text: string) =>
        resolve({ status, body: text, ms: performance.now() - started });
      const retry =
        input.retry === null ? {} : { 'x-slack-retry-num': String(input.retry), 'x-slack-retry-reason': 'x' };
      const type = input.contentType === '' ? {} : { 'content-type': input.contentType };
      const options = {
        method: 'POST',
        agent,
        headers: { ...type, ...retry, ...headers, 'content-length': body.length },
      };
      const call = request(`${url}/slack/events`, options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => done(answer.statusCode ?? 0, Buffer.concat(chunks).toString('utf8')));
        answer.on('error', () => done('closed', ''));
      });
      call.on('error', (error: NodeJS.ErrnoException) => {
        // A connection that was kept for long may have been closed just now: any client asks again on a new one.
        const isCut = error.code === 'ECONNRESET' || error.code === 'EPIPE';
        if (isCut && call.reusedSocket && body.length < ASKED_AGAIN_BYTES)
          post(input, body, headers).then(resolve, reject);
        else if (isCut) done('closed', '');
        else reject(error);
      });
      call.end(body);
    });

  return {
    send: async (input) => {
      const body = Buffer.from(input.body, 'latin1');
      if (input.signing === 'genuine') return await post(input, body, signOnce(body));
      if (input.signing !== 'replayed') return await post(input, body, forge(input.signing, signingSecret, body));
      // What is sent again was once genuine, and harmless.
      const before = Buffer.from('command=%2Fmfa&team_id=T0NOBODY');
      const headers = signOnce(before);
      await post({ ...input, contentType: 'application/x-www-form-urlencoded' }, before, headers);
      return await post(input, before, headers);
    },
    close: () => agent.destroy(),
  };
}

function headersOf(timestamp: string, signature: string): Record<string, string> {
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature };
}

function forge(
  signing: Exclude<Signing, 'genuine' | 'replayed'>,
  secret: string,
  body: Buffer,
): Record<string, string> {
  const now = Math.floor(Date.now() / 1000);
  const at = (seconds: number) => headersOf(String(now + seconds), sign(secret, String(now + seconds), body));
  switch (signing) {
    case 'none':
      return {};
    case 'empty':
      return headersOf(String(now), '');
    case 'other_secret':
      return headersOf(String(now), sign(`${secret}!`, String(now), body));
    case 'other_body':
      return headersOf(String(now), sign(secret, String(now), Buffer.concat([body, Buffer.from(' ')])));
    case 'cut':
      return headersOf(String(now), sign(secret, String(now), body).slice(0, -1));
    case 'past':
      return at(-PAST_S);
    case 'future':
      return at(FUTURE_S);
  }
}

/** Does the work for every item, this many at a time. */
export async function forEach<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
