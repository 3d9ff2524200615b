import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { handleResponseUrl } from './acting/response-url.ts';
import { handleApi } from './web-api/handle.ts';
import type { World } from './world.ts';

async function route(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [pathname = '/', query = ''] = (request.url ?? '/').split('?', 2);
  if (pathname.startsWith('/api/')) {
    await handleApi(world, pathname.slice('/api/'.length), query, request, response);
  } else if (request.method === 'POST' && /^\/(?:commands|actions)\//.test(pathname)) {
    await handleResponseUrl(world, pathname, request, response);
  } else {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here.');
  }
}

/** A mistake of the stand-in itself: Slack would say `fatal_error`; the journal has the stack. */
function confess(world: World, error: unknown, response: ServerResponse): void {
  const stack = error instanceof Error ? error.stack : String(error);
  world.journal.add({ direction: 'to-slack', what: 'bug', args: {}, status: 500, answer: stack, ms: 0 });
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { 'content-type': 'application/json' }).end('{"ok":false,"error":"fatal_error"}');
}

export function buildServer(world: World): Server {
  const server = createServer((request, response) => {
    route(world, request, response).catch((error: unknown) => confess(world, error, response));
  });
  server.on('upgrade', (request, socket, head) => world.sockets.accept(request, socket, head));
  return server;
}
