/** Fields of a modal in which something is picked, and what was picked in them. */
import type { InputBlock } from '@slack/types';
import { z } from 'zod';
import type { SlackUserId } from '../../domain/ids.ts';
import { option, plain } from '../blocks.ts';

interface Picker {
  blockId: string;
  actionId: string;
  label: string;
  hint?: string;
  optional?: boolean;
  /** The bot hears of a choice at once, to show the fields that belong to it. */
  dispatch?: boolean;
}

export interface Choice<Value extends string = string> {
  value: Value;
  label: string;
  description?: string;
}

function input({ blockId, label, hint, optional, dispatch }: Picker, element: InputBlock['element']): InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label, 2000),
    optional: optional === true,
    ...(dispatch === true ? { dispatch_action: true } : {}),
    element,
    ...(hint === undefined ? {} : { hint: plain(hint, 2000) }),
  };
}

function toOption({ label, value, description }: Choice) {
  return { ...option(label, value), ...(description === undefined ? {} : { description: plain(description, 75) }) };
}

/** One of a few. */
export function oneOf({
  choices,
  initial,
  ...picker
}: Picker & { choices: readonly Choice[]; initial: string }): InputBlock {
  const options = choices.map(toOption);
  const chosen = options.find(({ value }) => value === initial);
  return input(picker, {
    type: 'static_select',
    action_id: picker.actionId,
    options,
    ...(chosen === undefined ? {} : { initial_option: chosen }),
  });
}

/** Any of a few. */
export function anyOf({
  choices,
  initial,
  ...picker
}: Picker & { choices: readonly Choice[]; initial: readonly string[] }): InputBlock {
  const options = choices.map(toOption);
  const chosen = choices.filter(({ value }) => initial.includes(value)).map(toOption);
  return input(picker, {
    type: 'checkboxes',
    action_id: picker.actionId,
    options,
    // Slack refuses an empty list.
    ...(chosen.length === 0 ? {} : { initial_options: chosen }),
  });
}

/** People of the workspace. */
export function peopleField({
  initial,
  most,
  ...picker
}: Picker & { initial: readonly SlackUserId[]; most: number }): InputBlock {
  return input(picker, {
    type: 'multi_users_select',
    action_id: picker.actionId,
    max_selected_items: most,
    placeholder: plain('Pick people', 150),
    ...(initial.length === 0 ? {} : { initial_users: [...initial] }),
  });
}

/** A channel, public or private. Slack cannot offer only those in which Muster is. */
export function channelField({ initial, ...picker }: Picker & { initial: string | null }): InputBlock {
  return input(picker, {
    type: 'conversations_select',
    action_id: picker.actionId,
    placeholder: plain('Pick a channel', 150),
    filter: { include: ['public', 'private'], exclude_bot_users: true },
    ...(initial === null ? {} : { initial_conversation: initial }),
  });
}

/** A day and an hour, in the zone of whoever picks. */
export function momentField({ initial, ...picker }: Picker & { initial: Date }): InputBlock {
  return input(picker, {
    type: 'datetimepicker',
    action_id: picker.actionId,
    initial_date_time: Math.floor(initial.getTime() / 1000),
  });
}

/** An hour of the day, `HH:mm`. */
export function timeField({ initial, ...picker }: Picker & { initial: string }): InputBlock {
  return input(picker, { type: 'timepicker', action_id: picker.actionId, initial_time: initial });
}

const pickedSchema = z.object({
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_users: z.array(z.string().max(40)).nullish(),
  selected_date_time: z.number().nullish(),
  selected_time: z.string().nullish(),
});
const stateSchema = z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** What was picked, by the kind of field; nothing where it was left empty or the state is not what Slack sends. */
export function picked(state: unknown, blockId: string, actionId: string): z.output<typeof pickedSchema> {
  const held = stateSchema.safeParse(state).data?.values[blockId]?.[actionId];
  return pickedSchema.safeParse(held).data ?? {};
}
