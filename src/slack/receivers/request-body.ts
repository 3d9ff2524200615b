import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

/** Far above anything that Slack sends. */
const BODY_LIMIT_BYTES = 1_000_000;

/** The raw body, or `null` when it is larger than anything that Slack sends. */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT_BYTES) return null;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > BODY_LIMIT_BYTES) resolve(null);
      else chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () => reject(new Error('the request ended before its body')));
  });
}

const objectSchema = z.record(z.string(), z.unknown());

/** What Slack put into a body: a form (with or without a JSON `payload`) or JSON. `null` when it is neither. */
export function parseBody(body: Buffer, contentType: string): Record<string, unknown> | null {
  const text = body.toString('utf8');
  if (!contentType.toLowerCase().startsWith('application/x-www-form-urlencoded')) return parseObject(text);
  const form = new URLSearchParams(text);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : parseObject(payload);
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    return objectSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
