import type { IncomingMessage } from 'node:http';
import { SlackApiError } from '../errors.ts';
import { isObject, type JsonObject, parseJson } from '../json.ts';

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** The arguments of a call: of the query, and of a form or JSON body. */
export function parseArgs(contentType: string, query: URLSearchParams, body: string): JsonObject {
  const args: JsonObject = Object.fromEntries(query);
  if (body === '') return args;
  if (contentType.startsWith('application/json')) {
    const parsed = parseJson(body);
    if (!isObject(parsed)) throw new SlackApiError('invalid_arguments');
    return Object.assign(args, parsed);
  }
  if (!contentType.startsWith('application/x-www-form-urlencoded')) throw new SlackApiError('invalid_post_type');
  return Object.assign(args, Object.fromEntries(new URLSearchParams(body)));
}
