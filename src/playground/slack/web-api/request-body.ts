import type { IncomingMessage } from 'node:http';
import { parse } from 'node:querystring';
import { SlackApiError } from '../errors.ts';
import { isObject, type JsonObject, parseJson } from '../json.ts';

/** By events: an async iterator costs as much as all else that a call does. */
export function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => resolve(body));
    request.on('error', reject);
  });
}

function parseForm(form: string): JsonObject {
  const args: JsonObject = {};
  const parsed = parse(form, '&', '=', { maxKeys: 0 });
  for (const key in parsed) {
    const value = parsed[key];
    args[key] = Array.isArray(value) ? value.at(-1) : value;
  }
  return args;
}

/** The arguments of a call: of the query, and of a form or JSON body. */
export function parseArgs(contentType: string, query: string, body: string): JsonObject {
  const args = parseForm(query);
  if (body === '') return args;
  if (contentType.startsWith('application/json')) {
    const parsed = parseJson(body);
    if (!isObject(parsed)) throw new SlackApiError('invalid_arguments');
    return Object.assign(args, parsed);
  }
  if (!contentType.startsWith('application/x-www-form-urlencoded')) throw new SlackApiError('invalid_post_type');
  return Object.assign(args, parseForm(body));
}
