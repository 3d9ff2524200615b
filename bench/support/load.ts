import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { stringify } from 'node:querystring';
import type { Timed } from './numbers.ts';
import { TEAM_ID, TOKENS } from './workspace.ts';

export interface Load {
  port: number;
  requests: number;
  connections: number;
  /** Who asks, one after the other. */
  people: readonly string[];
  /** An answer counts when it is 200 and contains this. */
  expected: string;
}

/** Every request has a trigger of its own: a genuine one that comes twice is a replay. */
function buildRequest({ port, people }: Load, text: string, number: number): Buffer {
  const body = stringify({
    token: 'legacy',
    team_id: TEAM_ID,
    team_domain: 'acme',
    channel_id: 'C0GENERAL0',
    channel_name: 'general',
    user_id: people[number % people.length],
    user_name: 'vera',
    command: '/mfa',
    text,
    api_app_id: 'A0BENCHMRK',
    is_enterprise_install: 'false',
    response_url: `http://127.0.0.1:1/commands/${TEAM_ID}/${number}/abcdefghijklmnop`,
    trigger_id: `${number}.${process.hrtime.bigint()}.0123456789abcdef`,
  });
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', TOKENS.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const head = [
    'POST /slack/events HTTP/1.1',
    `host: 127.0.0.1:${port}`,
    'user-agent: Slackbot 1.0 (+https://api.slack.com/robots)',
    'accept: */*',
    'content-type: application/x-www-form-urlencoded',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-slack-request-timestamp: ${timestamp}`,
    `x-slack-signature: v0=${signature}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** `/mfa <text>` over connections that are kept alive, each with one request at a time. Signing is done before. */
export async function runLoad(load: Load, text: string): Promise<Timed> {
  const waiting = Array.from({ length: load.requests }, (_, number) => buildRequest(load, text, number));
  const latencies: number[] = [];
  const start = performance.now();
  await Promise.all(Array.from({ length: load.connections }, () => drive(load, waiting, latencies)));
  return { perSecond: (latencies.length * 1000) / (performance.now() - start), latencies };
}

/** A client that does next to nothing: Node's own would cost as much as the server. */
async function drive({ port, expected }: Load, waiting: Buffer[], latencies: number[]): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  for (let request = waiting.pop(); request !== undefined; request = waiting.pop()) {
    const sentAt = performance.now();
    socket.write(request);
    const answer = await readAnswer(socket);
    if (!answer.startsWith('HTTP/1.1 200 ') || !answer.includes(expected)) throw new Error(`not counted: ${answer}`);
    latencies.push(performance.now() - sentAt);
  }
  socket.destroy();
}

function readAnswer(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer: Buffer = Buffer.alloc(0);
    const read = (chunk: Buffer) => {
      answer = answer.length === 0 ? chunk : Buffer.concat([answer, chunk]);
      if (!isComplete(answer)) return;
      socket.off('data', read).off('error', reject);
      resolve(answer.toString());
    };
    socket.on('data', read).once('error', reject);
  });
}

function isComplete(answer: Buffer): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const head = answer.toString('latin1', 0, end);
  const length = /\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return answer.length >= end + 4 + Number(length);
  return answer.subarray(-5).toString('latin1') === '0\r\n\r\n';
}
