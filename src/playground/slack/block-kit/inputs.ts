import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { actionId, focusOnLoad, placeholder } from './primitives.ts';

const dispatchConfig = z
  .strictObject({
    trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).optional(),
  })
  .optional();
const shape = {
  action_id: actionId,
  placeholder,
  focus_on_load: focusOnLoad,
  dispatch_action_config: dispatchConfig,
};

const max = LIMITS.plainTextInput;

const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...shape,
    initial_value: z.string().optional(),
    multiline: z.boolean().optional(),
    min_length: z
      .int()
      .min(0, 'must be greater than -1')
      .max(max, `must be less than ${max + 1}`)
      .optional(),
    max_length: z
      .int()
      .min(1, 'must be greater than 0')
      .max(max, `must be less than ${max + 1}`)
      .optional(),
  })
  .superRefine((input, ctx) => {
    if ((input.initial_value?.length ?? 0) > (input.max_length ?? max)) {
      ctx.addIssue({ code: 'custom', path: ['initial_value'], message: 'failed to match schema' });
    }
  });

const number = z.union([z.string(), z.number()]).optional();

/** Elements that stand in `input` blocks only. */
export const inputElements = [
  plainTextInput,
  z.strictObject({ type: z.literal('email_text_input'), ...shape, initial_value: z.string().optional() }),
  z.strictObject({ type: z.literal('url_text_input'), ...shape, initial_value: z.string().optional() }),
  z.strictObject({
    type: z.literal('number_input'),
    ...shape,
    is_decimal_allowed: z.boolean(),
    initial_value: number,
    min_value: number,
    max_value: number,
  }),
  z.strictObject({ type: z.literal('rich_text_input'), ...shape, initial_value: z.unknown().optional() }),
  z.strictObject({
    type: z.literal('file_input'),
    action_id: actionId,
    filetypes: z.array(z.string()).optional(),
    max_files: z
      .int()
      .min(1, 'must be greater than 0')
      .max(LIMITS.maxFiles, `must be less than ${LIMITS.maxFiles + 1}`)
      .optional(),
  }),
] as const;
