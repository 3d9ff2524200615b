import { z } from 'zod';
import { isObject, objectsOf } from '../json.ts';
import { messageBlock } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { items } from './primitives.ts';
import { type Problem, toProblems } from './problems.ts';
import { findRepeatedIds } from './uniqueness.ts';

const blocksSchema = items(messageBlock, LIMITS.messageBlocks, 0);
const attachmentSchema = z.looseObject({
  blocks: blocksSchema.optional(),
  color: z.string().optional(),
  text: z.string().optional(),
  fallback: z.string().optional(),
});

/** What Slack has against the blocks of a message; nothing when it accepts them. */
export function validateMessageBlocks(blocks: unknown, options: { repeatedIds: 'refused' | 'accepted' }): Problem[] {
  const parsed = blocksSchema.safeParse(blocks);
  if (!parsed.success) return toProblems(parsed.error, blocks, '/blocks');
  const list = objectsOf(blocks);
  const tables = list.filter(({ type }) => type === 'table').length;
  const oneTable = tables > 1 ? [{ message: 'only one table is allowed', pointer: '/blocks' }] : [];
  return options.repeatedIds === 'accepted' ? oneTable : [...oneTable, ...findRepeatedIds(list, '/blocks')];
}

export function validateAttachments(attachments: unknown): Problem[] {
  const parsed = z.array(attachmentSchema).safeParse(attachments);
  return parsed.success ? [] : toProblems(parsed.error, attachments, '/attachments');
}

/** The length of all texts in blocks together: Slack refuses more than about 13,200 (`msg_blocks_too_long`). */
export function measureBlocksText(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + measureBlocksText(item), 0);
  if (!isObject(value)) return 0;
  let sum = 0;
  for (const key in value) {
    const inner = value[key];
    if (typeof inner === 'string') sum += key === 'text' ? inner.length : 0;
    else sum += measureBlocksText(inner);
  }
  return sum;
}
