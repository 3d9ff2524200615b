import type { z } from 'zod';

/** An answer of the playground's server that is no success; the message is fit for a person. */
class RequestError extends Error {
  override readonly name = 'RequestError';
}

async function readAnswer<T>(schema: z.ZodType<T>, response: Response): Promise<T> {
  if (!response.ok) throw new RequestError((await response.text()) || `The playground answered ${response.status}.`);
  return schema.parse(await response.json());
}

type Query = Readonly<Record<string, string | number | null | undefined>>;

export async function getJson<T>(schema: z.ZodType<T>, path: string, query: Query = {}, signal?: AbortSignal) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== undefined) params.set(name, String(value));
  return readAnswer(schema, await fetch(`${path}?${params}`, signal ? { signal } : {}));
}

export async function postJson<T>(schema: z.ZodType<T>, path: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return readAnswer(schema, await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }));
}
