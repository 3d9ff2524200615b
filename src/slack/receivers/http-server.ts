import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { StartError, systemCode } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import { end, type RequestHandler } from './slack-requests.ts';

/** Slack is answered within 3 s. */
const CLOSE_WITHIN_MS = 5_000;
/**
 * Connections that wait to be taken, as many as Linux allows by default. Where there are more, the system drops them and
 * whoever connects tries again after 1, 3, 7, 15 s, which Slack does not wait for: better to be turned away at once.
 */
const BACKLOG = 4_096;

/** `GET /healthz` → what answers it. */
export type Routes = Readonly<Record<string, RequestHandler>>;

export interface HttpServer {
  /** Listens and returns the port, which is a free one for port 0. */
  start(port: number, host: string): Promise<number>;
  /** Takes no more connections; those that are open end with their answer. */
  stop(): Promise<void>;
}

/** A small server of exact routes. Everything else is 404, and an error in a route is 500. */
export function createHttpServer({ routes, log }: { routes: Routes; log: Logger }): HttpServer {
  const server = createServer((request, response) => {
    void handle(routes, log, request, response);
  });
  return {
    start: async (port, host) => {
      server.listen({ port, host, backlog: BACKLOG });
      await once(server, 'listening').catch((error: unknown) => {
        throw explain(error, port, host);
      });
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : port;
    },
    stop: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      // A connection that is kept alive is only closed once its answer is out.
      const closing = setInterval(() => server.closeIdleConnections(), 50);
      // Whoever has sent half a request, or does not read the answer, is not waited for.
      const limit = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
      await closed;
      clearInterval(closing);
      clearTimeout(limit);
    },
  };
}

function explain(cause: unknown, port: number, host: string): unknown {
  const code = systemCode(cause);
  if (code === null) return cause;
  const reason = code === 'EADDRINUSE' ? 'something else listens there' : code;
  return new StartError(`Muster cannot listen on ${host}, port ${port} (${reason}): check PORT and HOST.`, false, {
    cause,
  });
}

async function handle(routes: Routes, log: Logger, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '/'] = (request.url ?? '/').split('?');
  // HEAD is GET without the body, which node leaves out by itself.
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const name = `${method} ${path}`;
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
  try {
    if (route === undefined) end(response, 404);
    else await route(request, response);
  } catch (error) {
    log.error({ err: error, route: name }, 'a request could not be answered');
    if (!response.headersSent) end(response, 500);
  }
}
