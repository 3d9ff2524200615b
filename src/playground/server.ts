import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { ZodError } from 'zod';
import { BadRequest } from './server/body.ts';
import { createGuard, type Guard } from './server/guard.ts';
import { Live } from './server/live.ts';
import { servePage } from './server/page-files.ts';
import type { Parts } from './server/parts.ts';
import { route } from './server/routes.ts';

export interface PageServerOptions {
  parts: Parts;
  /** Where Vite put the page. */
  pageFolder: string;
  port: number;
  /** `null` is loopback. */
  host: string | null;
  log: Logger;
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}

function describe(error: unknown): { status: number; text: string } {
  if (error instanceof ZodError) return { status: 400, text: 'The page asked for something that does not exist.' };
  if (error instanceof BadRequest) return { status: 400, text: error.message };
  // The stand-in refuses with a sentence what nobody could do at a screen: press a button that is gone, for one.
  return { status: 409, text: error instanceof Error ? `That did not work: ${error.message}.` : 'That did not work.' };
}

function answerError(response: ServerResponse, error: unknown, log: Logger): void {
  const { status, text } = describe(error);
  if (status === 409) log.warn({ err: error }, 'the playground could not do what its page asked for');
  if (response.headersSent) response.destroy();
  else refuse(response, status, text);
}

async function answer(
  options: PageServerOptions,
  guard: Guard,
  live: Live,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const refusal = guard(request);
  if (refusal !== null) return refuse(response, 403, refusal);
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (!url.pathname.startsWith('/api/')) return await servePage(options.pageFolder, url.pathname, response);
  if (url.pathname === '/api/live') return live.add(response);
  const body = await route(options.parts, request, url);
  if (body === undefined) return refuse(response, 404, 'There is nothing here.');
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
  if (request.method === 'POST') live.tell(['state']);
}

/** Serves the page and what it asks for. */
export async function openPageServer(options: PageServerOptions): Promise<{ url: string; close(): Promise<void> }> {
  const guard = createGuard(options.host);
  const live = new Live(options.parts);
  const server = createServer((request, response) => {
    answer(options, guard, live, request, response).catch((error: unknown) =>
      answerError(response, error, options.log),
    );
  });
  server.listen(options.port, options.host ?? '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the page server has no address');
  return {
    url: `http://${options.host ?? '127.0.0.1'}:${address.port}/`,
    async close() {
      live.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
