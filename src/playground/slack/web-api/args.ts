import { z } from 'zod';
import { invalidArguments } from '../errors.ts';
import { type JsonObject, parseJson } from '../json.ts';

/** A boolean argument: forms carry `true`, `1` and the like as text. */
export const flag = z
  .union([z.boolean(), z.string(), z.number()])
  .transform((value) => value === true || value === 1 || value === 'true' || value === '1')
  .optional();

/** A whole number, as text in forms. */
export const count = z.coerce.number().int().nonnegative().optional();

/** Arguments by schema; Slack's `invalid_arguments` when they do not fit. */
export function readArgs<Schema extends z.ZodType>(schema: Schema, args: JsonObject): z.infer<Schema> {
  const parsed = schema.safeParse(args);
  if (parsed.success) return parsed.data;
  const messages = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('/');
    return name in args ? `[ERROR] ${message} [json-pointer:/${name}]` : `[ERROR] missing required field: ${name}`;
  });
  throw invalidArguments(...messages);
}

/** A structured argument: an object in JSON bodies, JSON in forms. `undefined` when it is malformed or empty. */
export function structured(value: unknown): unknown {
  return typeof value === 'string' ? parseJson(value) : value;
}
