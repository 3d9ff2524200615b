import type { InputBlock } from '@slack/types';
import { z } from 'zod';
import { option, plain } from '../blocks.ts';

interface Field {
  blockId: string;
  actionId: string;
  label: string;
  hint?: string;
  placeholder?: string;
  maxLength: number;
  optional?: boolean;
  multiline?: boolean;
  initial?: string;
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
  initial,
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
      ...(initial === undefined ? {} : { initial_value: initial }),
    },
    ...(hint === undefined ? {} : { hint: plain(hint, 2000) }),
  };
}

interface NumberField extends Pick<Field, 'blockId' | 'actionId' | 'label' | 'hint'> {
  bounds: { min: number; max: number };
  initial: number;
}

/** A whole number; Slack's client holds the bounds, and the server asks again. */
export function numberField({ blockId, actionId, label, hint, bounds, initial }: NumberField): InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label, 2000),
    element: {
      type: 'number_input',
      action_id: actionId,
      is_decimal_allowed: false,
      min_value: String(bounds.min),
      max_value: String(bounds.max),
      initial_value: String(initial),
    },
    ...(hint === undefined ? {} : { hint: plain(hint, 2000) }),
  };
}

interface ChoiceField extends Pick<Field, 'blockId' | 'actionId' | 'label' | 'hint'> {
  options: readonly { value: string; label: string; description?: string }[];
  initial: string;
}

/** One of a few, all of them in sight. */
export function choiceField({ blockId, actionId, label, hint, options, initial }: ChoiceField): InputBlock {
  const choices = options.map(({ value, label: text, description }) => ({
    ...option(text, value),
    ...(description === undefined ? {} : { description: plain(description, 75) }),
  }));
  const chosen = choices.find(({ value }) => value === initial);
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label, 2000),
    element: {
      type: 'radio_buttons',
      action_id: actionId,
      options: choices,
      ...(chosen === undefined ? {} : { initial_option: chosen }),
    },
    ...(hint === undefined ? {} : { hint: plain(hint, 2000) }),
  };
}

interface ChosenField extends Pick<Field, 'blockId' | 'actionId' | 'label' | 'hint'> {
  placeholder: string;
}

/** One person of the workspace. */
export function personField({ blockId, actionId, label, hint, placeholder }: ChosenField): InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label, 2000),
    element: { type: 'users_select', action_id: actionId, placeholder: plain(placeholder, 150) },
    ...(hint === undefined ? {} : { hint: plain(hint, 2000) }),
  };
}

/** A day of the calendar. */
export function dateField({ blockId, actionId, label, hint, placeholder }: ChosenField): InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label, 2000),
    element: { type: 'datepicker', action_id: actionId, placeholder: plain(placeholder, 150) },
    ...(hint === undefined ? {} : { hint: plain(hint, 2000) }),
  };
}

interface CheckField extends Pick<Field, 'blockId' | 'actionId' | 'label'> {
  value: string;
  text: string;
  description: string;
}

/** Something that may be so or not. */
export function checkField({ blockId, actionId, label, value, text, description }: CheckField): InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label, 2000),
    optional: true,
    element: {
      type: 'checkboxes',
      action_id: actionId,
      options: [{ ...option(text, value), description: plain(description, 75) }],
    },
  };
}

const enteredSchema = z.object({
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_user: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_date_time: z.number().nullish(),
});
const stateSchema = z.object({ values: z.record(z.string(), z.record(z.string(), enteredSchema)) });

/** What a field holds, by the kind of field; nothing where it was left empty or the state is not what Slack sends. */
export type Entered = z.output<typeof enteredSchema>;

export function entered(state: unknown, blockId: string, actionId: string): Entered {
  return stateSchema.safeParse(state).data?.values[blockId]?.[actionId] ?? {};
}

/** What was typed into a field; `''` when it was left empty. */
export function typed(state: unknown, blockId: string, actionId: string): string {
  return entered(state, blockId, actionId).value ?? '';
}

const choiceSchema = z.object({
  values: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({ selected_user: z.string().nullish(), selected_option: z.object({ value: z.string() }).nullish() }),
    ),
  ),
});

/** The person or the option that was chosen in a select; `null` when nothing was. */
export function picked(state: unknown, blockId: string, actionId: string): string | null {
  const chosen = choiceSchema.safeParse(state).data?.values[blockId]?.[actionId];
  return chosen?.selected_user ?? chosen?.selected_option?.value ?? null;
}
