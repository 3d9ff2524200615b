import { SlackApiError } from '../errors.ts';

/** Cursors are opaque to apps: the name of what they point at and its id, in base 64. */
export function encodeCursor(kind: string, id: string): string {
  return Buffer.from(`${kind}:${id}`).toString('base64');
}

export function decodeCursor(cursor: string, kind: string): string {
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  if (!text.startsWith(`${kind}:`)) throw new SlackApiError('invalid_cursor');
  return text.slice(kind.length + 1);
}
