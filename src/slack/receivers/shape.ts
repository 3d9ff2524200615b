import { z } from 'zod';

const named = z.object({ callback_id: z.string() });

/** What Bolt reads without a look: it fails on these where they are missing, and that would be told as a bug of ours. */
const SHAPES = new Map<unknown, z.ZodType>([
  ['view_submission', z.object({ view: named })],
  ['view_closed', z.object({ view: named })],
  ['shortcut', named],
  ['message_action', named],
]);

/** Whether what arrived has what its kind always has. */
export function isWellFormed(body: Record<string, unknown>): boolean {
  return SHAPES.get(body['type'])?.safeParse(body).success ?? true;
}
