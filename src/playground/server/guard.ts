import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Why a request is turned away, or `null`. */
export type Guard = (request: IncomingMessage) => string | null;

function hostnameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}

/**
 * A page of a stranger must not reach this server through the visitor's browser: its name could be rebound to
 * loopback, so names that are not ours are refused; an IP address cannot be rebound. `openTo` is the host that somebody
 * asked to listen on.
 */
function isOurName(hostname: string, openTo: string | null): boolean {
  if (LOOPBACK.has(hostname)) return true;
  return openTo !== null && (hostname === openTo || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0);
}

function isSameOrigin({ headers }: IncomingMessage): boolean {
  const { origin, host, 'sec-fetch-site': site } = headers;
  if (origin !== undefined) return origin === `http://${host}`;
  // No browser at all, or one that says where the request came from.
  return site === undefined || site === 'same-origin';
}

export function createGuard(openTo: string | null): Guard {
  return (request) => {
    if (!isOurName(hostnameOf(request.headers.host ?? ''), openTo)) return 'This address is not the playground’s.';
    if (request.method === 'GET') return null;
    if (!isSameOrigin(request)) return 'Only the playground’s own page may do this.';
    return request.headers['content-type']?.startsWith('application/json') ? null : 'Send JSON.';
  };
}
