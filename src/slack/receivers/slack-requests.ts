import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../../log.ts';
import type { Dispatcher } from './dispatcher.ts';
import { createReplayGuard } from './replays.ts';
import { parseBody, readBody } from './request-body.ts';
import { judgeSignature } from './signature.ts';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

const RETRY_AFTER_S = 60;

interface SlackRequestDeps {
  signingSecret: string;
  dispatcher: Dispatcher;
  log: Logger;
  machineNow: () => number;
}

/** `POST /slack/events`: commands, interactivity and events, signed by Slack. */
export function createSlackRequestHandler(deps: SlackRequestDeps): RequestHandler {
  const replays = createReplayGuard();
  return async (request, response) => {
    const body = await readBody(request);
    if (body === null) return refuseLarge(request, response);
    const contentType = request.headers['content-type'] ?? '';
    if (isSslCheck(request, body)) return end(response, 200);
    const refusal = refuse(deps, request, body, replays.admit);
    if (refusal !== null) {
      deps.log.warn({ refusal }, 'a request that claims to come from Slack was refused');
      return end(response, 401);
    }
    const parsed = parseBody(body, contentType);
    if (parsed === null) return end(response, 400);
    await answer(deps, request, response, parsed);
  };
}

/** What is still on its way is let through unread, so that the sender reads the answer and not a cut connection. */
function refuseLarge(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  end(response.setHeader('connection', 'close'), 413);
}

/** Slack tests the certificate with an unsigned form. It says nothing, and nothing is done. */
function isSslCheck(request: IncomingMessage, body: Buffer): boolean {
  return (
    request.headers['x-slack-signature'] === undefined && /(?:^|&)ssl_check=1(?:&|$)/.test(body.toString('latin1'))
  );
}

function refuse(
  { signingSecret, machineNow }: SlackRequestDeps,
  { headers }: IncomingMessage,
  body: Buffer,
  admit: (signature: string, nowMs: number) => boolean,
): string | null {
  const nowMs = machineNow();
  const signature = header(headers['x-slack-signature']);
  const timestamp = header(headers['x-slack-request-timestamp']);
  const verdict = judgeSignature({ signingSecret, timestamp, signature, body, nowMs });
  if (verdict !== 'genuine') return verdict;
  return admit(signature ?? '', nowMs) ? null : 'replayed';
}

async function answer(
  { dispatcher, log }: SlackRequestDeps,
  request: IncomingMessage,
  response: ServerResponse,
  body: Record<string, unknown>,
): Promise<void> {
  if (body['ssl_check'] === '1') return end(response, 200);
  if (body['type'] === 'url_verification') return sendJson(response, { challenge: body['challenge'] });
  if (body['type'] === 'app_rate_limited') {
    log.warn({ minute: body['minute_rate_limited'] }, 'Slack sends no more events this minute: there were too many');
    return end(response, 200);
  }
  const retryNum = Number(header(request.headers['x-slack-retry-num']) ?? Number.NaN);
  const retryReason = header(request.headers['x-slack-retry-reason']);
  await dispatcher.dispatch({
    body,
    ...(Number.isNaN(retryNum) ? {} : { retryNum }),
    ...(retryReason === undefined ? {} : { retryReason }),
    acknowledge: (content) =>
      content === undefined || content === '' ? end(response, 200) : sendJson(response, content),
    refuse: () => end(response.setHeader('retry-after', String(RETRY_AFTER_S)), 503),
  });
}

function header(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

function sendJson(response: ServerResponse, content: unknown): void {
  const text = typeof content === 'string' ? { text: content } : content;
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(text));
}
