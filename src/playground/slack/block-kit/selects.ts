import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { actionId, confirm, focusOnLoad, items, option, optionGroup, placeholder } from './primitives.ts';

const shape = { action_id: actionId, placeholder, confirm, focus_on_load: focusOnLoad };
const multi = { ...shape, max_selected_items: z.int().min(1, 'must be greater than 0').optional() };
const ids = z.array(z.string()).optional();
const filter = z
  .strictObject({
    include: z.array(z.enum(['im', 'mpim', 'private', 'public'])).optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .optional();
const choices = {
  options: items(option, LIMITS.selectOptions).optional(),
  option_groups: items(optionGroup, LIMITS.selectOptions).optional(),
};

interface Choices {
  options?: readonly { value: string }[] | undefined;
  option_groups?: readonly { options: readonly { value: string }[] }[] | undefined;
}

function checkChoices(
  select: Choices,
  initial: readonly ({ value: string } | undefined)[],
  ctx: z.RefinementCtx,
): void {
  if ((select.options === undefined) === (select.option_groups === undefined)) {
    ctx.addIssue({ code: 'custom', path: ['type'], message: 'must define either `options` or `option_groups`' });
  }
  const offered = [...(select.options ?? []), ...(select.option_groups ?? []).flatMap((group) => group.options)];
  const values = new Set(offered.map(({ value }) => value));
  if (initial.some((one) => one !== undefined && !values.has(one.value))) {
    ctx.addIssue({ code: 'custom', path: ['initial_option'], message: 'failed to match all allowed schemas' });
  }
}

const staticSelect = z
  .strictObject({ type: z.literal('static_select'), ...shape, ...choices, initial_option: option.optional() })
  .superRefine((select, ctx) => checkChoices(select, [select.initial_option], ctx));

const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...multi,
    ...choices,
    initial_options: items(option, LIMITS.selectOptions).optional(),
  })
  .superRefine((select, ctx) => checkChoices(select, select.initial_options ?? [], ctx));

const target = { response_url_enabled: z.boolean().optional() };

export const selects = [
  staticSelect,
  multiStaticSelect,
  z.strictObject({
    type: z.literal('external_select'),
    ...shape,
    min_query_length: z.int().optional(),
    initial_option: option.optional(),
  }),
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...multi,
    min_query_length: z.int().optional(),
    initial_options: z.array(option).optional(),
  }),
  z.strictObject({ type: z.literal('users_select'), ...shape, initial_user: z.string().optional() }),
  z.strictObject({ type: z.literal('multi_users_select'), ...multi, initial_users: ids }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...shape,
    ...target,
    filter,
    initial_conversation: z.string().optional(),
    default_to_current_conversation: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...multi,
    filter,
    initial_conversations: ids,
    default_to_current_conversation: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    ...shape,
    ...target,
    initial_channel: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('multi_channels_select'), ...multi, initial_channels: ids }),
] as const;
