import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import { checkReadiness, type Probes } from './health.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** `GET /healthz` (the process lives), `/readyz` (its parts answer, else 503 with the reason) and `/metrics`. */
export function createRoutes(probes: Probes, metrics: Registry): Readonly<Record<string, Handler>> {
  return {
    'GET /healthz': async (_request, response) => {
      answer(response, 200, 'text/plain', 'ok\n');
    },
    'GET /readyz': async (_request, response) => {
      const readiness = await checkReadiness(probes);
      answer(response, readiness.ready ? 200 : 503, 'application/json', `${JSON.stringify(readiness)}\n`);
    },
    'GET /metrics': async (_request, response) => {
      answer(response, 200, metrics.contentType, await metrics.metrics());
    },
  };
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
