import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import type { SlackStandIn } from '../../../src/playground/slack/stand-in.ts';

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** What the payload of a command or interaction, or the event's envelope, was. */
export function payloadOf({ headers, body }: Received): Record<string, unknown> {
  if (headers['content-type'] === 'application/json') return JSON.parse(body);
  const form = Object.fromEntries(new URLSearchParams(body));
  return form['payload'] === undefined ? form : JSON.parse(form['payload']);
}

/** An app that keeps what it gets, and answers 200 with an empty body where it is not told otherwise. */
export async function startSilentApp(
  slack: SlackStandIn,
  answer: (response: ServerResponse, received: Received) => void = (response) => response.end(),
): Promise<Received[]> {
  const all: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const received = { headers: request.headers, body };
      all.push(received);
      answer(response, received);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  slack.requestUrl = `http://127.0.0.1:${address.port}/slack/events`;
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return all;
}
