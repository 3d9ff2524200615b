import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { SlackApiError } from '../errors.ts';
import type { BadAnswer } from '../faults.ts';
import type { JsonObject } from '../json.ts';
import { maskTokens } from '../state/tokens.ts';
import type { World } from '../world.ts';
import { type Answer, buildRateLimited, callMethod, maskArgs } from './call.ts';
import { parseArgs, readBody } from './request-body.ts';

function sendAnswer(response: ServerResponse, answer: Answer): void {
  const body = JSON.stringify(answer.body);
  const fixed = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
  };
  response.writeHead(answer.status, { ...fixed, ...answer.headers });
  response.end(body);
}

/** Lets a call go wrong. Returns the status that the journal notes. */
export function applyFault(response: ServerResponse, fault: BadAnswer): number | null {
  switch (fault.type) {
    case 'rate-limited':
      sendAnswer(response, buildRateLimited(fault.retryAfterSeconds));
      return 429;
    case 'status':
      response.writeHead(fault.status, { 'content-type': 'text/plain' }).end('upstream connect error');
      return fault.status;
    case 'garbage':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Slack is down</title>');
      return 200;
    case 'error':
      sendAnswer(response, { status: 200, headers: {}, body: { ok: false, error: fault.error } });
      return 200;
    case 'reset':
      response.socket?.resetAndDestroy();
      return null;
  }
}

type Read = { ok: true; args: JsonObject } | { ok: false; error: string };

async function readArgs(request: IncomingMessage, query: string): Promise<Read> {
  const body = await readBody(request);
  try {
    return { ok: true, args: parseArgs(request.headers['content-type'] ?? '', query, body) };
  } catch (error) {
    if (!(error instanceof SlackApiError)) throw error;
    return { ok: false, error: error.code };
  }
}

/** Answers one request under `/api/`. */
export async function handleApi(
  world: World,
  method: string,
  query: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const start = performance.now();
  const read = await readArgs(request, query);
  if (!read.ok) {
    sendAnswer(response, { status: 200, headers: {}, body: read });
    return;
  }
  const { args } = read;
  const note = (status: number | null, answer: unknown): void =>
    world.journal.add({
      direction: 'to-slack',
      what: method,
      args: maskArgs(args, maskTokens),
      status,
      answer,
      ms: performance.now() - start,
    });
  const met = world.faults.take(method, args);
  const fault = met?.fault;
  if (fault?.type === 'slow' && met?.phase === 'before') await delay(fault.ms, undefined, { ref: false });
  else if (fault !== undefined && fault.type !== 'slow' && met?.phase === 'before') {
    note(applyFault(response, fault), fault);
    return;
  }
  const answer = callMethod(world, method, args, request.headers.authorization);
  if (fault !== undefined && fault.type !== 'slow') note(applyFault(response, fault), { ...fault, done: answer.body });
  else {
    // `after`: what was asked is done at once, and only the answer takes its time.
    if (fault?.type === 'slow' && met?.phase === 'after') await delay(fault.ms, undefined, { ref: false });
    sendAnswer(response, answer);
    note(answer.status, answer.body);
  }
}
