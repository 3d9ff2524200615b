/** A process that sends slash commands whether or not the bot keeps up, and tells what Slack would have seen. */
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import { stringify } from 'node:querystring';
import { setTimeout as pause } from 'node:timers/promises';
import { sign } from '../../../src/slack/receivers/signature.ts';
import { type Flood, orderSchema } from './order.ts';

interface Answer {
  status: number | 'cut';
  isRefusal: boolean;
  ms: number;
}

/** Slack opens as many connections as it needs. */
const agent = new Agent({ keepAlive: true });
const STEP_MS = 5;

const order = orderSchema.parse(JSON.parse(process.argv[3] ?? ''));
let later = 0;
const responseUrl = await listenForLater();
const answers = await flood();
process.send?.(summarize(answers));
process.exit(0);

async function flood(): Promise<Answer[]> {
  const total = order.perSecond * order.seconds;
  const under: Promise<Answer>[] = [];
  const start = performance.now();
  while (under.length < total) {
    const due = Math.min(total, ((performance.now() - start) / 1_000) * order.perSecond);
    while (under.length < due) under.push(post(under.length));
    await pause(STEP_MS);
  }
  return await Promise.all(under);
}

function buildBody(number: number): Buffer {
  const { commands, members } = order;
  const member = members[number % members.length] ?? '';
  const { userId = '', text = '' } = commands[number % commands.length] ?? {};
  const fields = {
    team_id: order.teamId,
    team_domain: 'acme',
    channel_id: 'C0GENERAL0',
    channel_name: 'general',
    user_id: userId.replace('{n}', member),
    user_name: 'somebody',
    command: '/mfa',
    text: text.replace('{n}', member),
    api_app_id: 'A0OVERLOAD',
    is_enterprise_install: 'false',
    response_url: `${responseUrl}/${number}`,
    // Each has a trigger of its own: a genuine request that comes twice is a replay.
    trigger_id: `${number}.${process.hrtime.bigint()}.0123456789abcdef`,
  };
  return Buffer.from(stringify(fields));
}

function post(number: number): Promise<Answer> {
  const body = buildBody(number);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': body.length,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': sign(order.signingSecret, timestamp, body),
  };
  const started = performance.now();
  return new Promise((resolve) => {
    const end = (status: Answer['status'], text: string) =>
      resolve({ status, isRefusal: text.includes('Muster is very busy'), ms: performance.now() - started });
    const call = request(`${order.url}/slack/events`, { method: 'POST', agent, headers }, (answer) => {
      let read = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        read += chunk;
      });
      answer.on('end', () => end(answer.statusCode ?? 0, read)).on('error', () => end('cut', read));
    });
    call.on('error', () => end('cut', '')).end(body);
  });
}

async function listenForLater(): Promise<string> {
  const server = createServer((incoming, response) => {
    later += 1;
    incoming.resume().on('end', () => response.end('ok'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}/commands`;
}

function summarize(all: readonly Answer[]): Flood {
  const times = all.map(({ ms }) => ms).sort((one, other) => one - other);
  const at = (part: number) => Math.round(times[Math.floor((times.length - 1) * part)] ?? Number.NaN);
  const refused = all.filter(({ isRefusal }) => isRefusal).length;
  const failed = all.filter(({ status }) => status !== 200).length;
  const taken = all.length - refused - failed;
  return { sent: all.length, taken, refused, failed, medianMs: at(0.5), p99Ms: at(0.99), slowestMs: at(1), later };
}
