import type { InputBlock } from '@slack/types';
import { z } from 'zod';
import { plain } from '../blocks.ts';

interface Field {
  blockId: string;
  actionId: string;
  label: string;
  hint?: string;
  placeholder?: string;
  maxLength: number;
  optional?: boolean;
  multiline?: boolean;
}

/** A plain text input of a modal. */
export function field({
  blockId,
  actionId,
  label,
  hint,
  placeholder,
  maxLength,
  optional,
  multiline,
}: Field): InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label, 2000),
    optional: optional === true,
    element: {
      type: 'plain_text_input',
      action_id: actionId,
      max_length: maxLength,
      multiline: multiline === true,
      ...(placeholder === undefined ? {} : { placeholder: plain(placeholder, 150) }),
    },
    ...(hint === undefined ? {} : { hint: plain(hint, 2000) }),
  };
}

const stateSchema = z.object({
  values: z.record(z.string(), z.record(z.string(), z.object({ value: z.string().nullish() }))),
});

/** What was typed into a field; `''` when it was left empty or when the state is not what Slack sends. */
export function typed(state: unknown, blockId: string, actionId: string): string {
  return stateSchema.safeParse(state).data?.values[blockId]?.[actionId]?.value ?? '';
}
