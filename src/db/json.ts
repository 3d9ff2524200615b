import { z } from 'zod';
import type { JsonValue } from '../domain/audit.ts';
import type { ReadingId } from '../domain/ids.ts';
import { isIdOf } from './ids.ts';
import type { Json } from './values.ts';

/** JSON that we wrote ourselves; whoever needs its shape parses it with a schema. */
export function parseJson(text: Json): unknown {
  return JSON.parse(text);
}

function isJsonValue(value: unknown): value is JsonValue {
  return value === null || ['string', 'number', 'boolean', 'object'].includes(typeof value);
}

export function parseJsonValue(text: Json | null): JsonValue {
  const value: unknown = text === null ? null : JSON.parse(text);
  if (!isJsonValue(value)) throw new TypeError('not JSON');
  return value;
}

const readingIdsSchema = z.array(z.custom<ReadingId>((id) => typeof id === 'string' && isIdOf('reading', id)));

/** The readings that a request or a round waits for. */
export function parseReadingIds(text: Json): ReadingId[] {
  return readingIdsSchema.parse(parseJson(text));
}
