import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { z } from 'zod';

const bodySchema = z.looseObject({
  type: z.string().optional(),
  command: z.string().optional(),
  text: z.string().optional(),
  trigger_id: z.string().optional(),
  view: z.looseObject({ id: z.string(), state: z.unknown() }).optional(),
  event: z.looseObject({ type: z.string() }).optional(),
  actions: z.array(z.looseObject({ action_id: z.string() })).optional(),
  user: z.looseObject({ id: z.string() }).optional(),
});
/** What Slack posted to the app. */
export type Received = z.infer<typeof bodySchema>;

/** The body of the acknowledgement; nothing is an empty one. */
export type Handle = (received: Received) => unknown;

function parseBody(contentType: string, body: string): Received {
  if (contentType.startsWith('application/json')) return bodySchema.parse(JSON.parse(body));
  const form = Object.fromEntries(new URLSearchParams(body));
  return bodySchema.parse(form['payload'] === undefined ? form : JSON.parse(form['payload']));
}

/** An app that is nothing but a listener and Slack's own client: what it says is up to the test. */
export async function startSmallApp(botToken: string) {
  const received: Received[] = [];
  let handle: Handle = () => undefined;
  const server = createServer((request, response) => {
    void (async () => {
      const message = parseBody(request.headers['content-type'] ?? '', await text(request));
      received.push(message);
      const answer = (await handle(message)) ?? '';
      if (typeof answer === 'string') response.end(answer);
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the app does not listen');
  return {
    requestUrl: `http://127.0.0.1:${address.port}/slack/events`,
    received,
    onReceive(next: Handle) {
      handle = next;
    },
    clientFor: (apiUrl: string, options: WebClientOptions = {}) =>
      new WebClient(botToken, { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, ...options }),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
