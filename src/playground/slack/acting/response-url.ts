import type { IncomingMessage, ServerResponse } from 'node:http';
import { SlackApiError } from '../errors.ts';
import { isObject, parseJson } from '../json.ts';
import { applyFault } from '../web-api/handle.ts';
import { readBody } from '../web-api/request-body.ts';
import type { World } from '../world.ts';
import { tryReply } from './reply.ts';

interface Answer {
  status: number;
  body: string;
}

function refuse(status: number, error: string): Answer {
  return { status, body: JSON.stringify({ ok: false, error }) };
}

function answer(world: World, path: string, text: string): Answer {
  const target = world.responseUrls.use(path);
  // Slack's words for a webhook that is over; they are no errors of the Web API.
  if (typeof target === 'string') return refuse(404, target);
  const body = parseJson(text);
  if (!isObject(body)) return refuse(400, 'invalid_payload');
  const shown = tryReply(world, target, body);
  if (shown instanceof SlackApiError) return refuse(400, shown.code);
  if (shown.type === 'ephemeral') {
    world.responseUrls.setOriginal(path, { type: 'ephemeral', ts: shown.ephemeral.ts });
  }
  return { status: 200, body: 'ok' };
}

/** A POST to a `response_url`: five uses within 30 minutes. */
export async function handleResponseUrl(
  world: World,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const start = performance.now();
  const text = await readBody(request);
  const args = parseJson(text) ?? text;
  const note = (status: number | null, given: unknown): void =>
    world.journal.add({
      direction: 'to-slack',
      what: 'response_url',
      args,
      status,
      answer: given,
      ms: performance.now() - start,
    });
  const met = world.faults.take('response_url', isObject(args) ? args : {});
  if (met !== null && met.fault.type !== 'slow') {
    note(applyFault(response, met.fault), met.fault);
    return;
  }
  const { status, body } = answer(world, path, text);
  response.writeHead(status, { 'content-type': status === 200 ? 'text/html' : 'application/json' }).end(body);
  note(status, body);
}
