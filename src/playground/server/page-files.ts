import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
};

/** Nothing from elsewhere, in the page as in the mails that it shows. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const NOT_BUILT = 'The page is not built yet: run `npm run build`, then load this again.';

/** A picture that is asked for anew each time it is drawn flickers. */
function cachingOf(name: string): string {
  if (name.startsWith('/assets/')) return 'max-age=31536000, immutable';
  return name === '/index.html' ? 'no-cache' : 'max-age=600';
}

/** Serves what Vite built. Only plain names inside of its folder are served. */
export async function servePage(folder: string, pathname: string, response: ServerResponse): Promise<void> {
  const name = pathname === '/' ? '/index.html' : pathname;
  if (!/^(?:\/[\w-]+(?:\.[\w-]+)*)+$/.test(name)) return void response.writeHead(404).end('There is nothing here.');
  try {
    const body = await readFile(path.join(folder, name));
    response.writeHead(200, {
      'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': cachingOf(name),
    });
    response.end(body);
  } catch {
    const isPage = name === '/index.html';
    response.writeHead(isPage ? 503 : 404).end(isPage ? NOT_BUILT : 'There is nothing here.');
  }
}
