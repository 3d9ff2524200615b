import type { IncomingMessage } from 'node:http';

const MAX_BYTES = 1_000_000;

/** A request that cannot be served; the message is fit for a person. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BYTES) throw new BadRequest('This is too much text.');
    chunks.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new BadRequest('This is no JSON.');
  }
}
