import { z } from 'zod';
import { LIMITS } from './limits.ts';
import {
  actionId,
  chars,
  confirm,
  focusOnLoad,
  items,
  option,
  overflowOption,
  placeholder,
  plainText,
  url,
} from './primitives.ts';

const buttonShape = {
  text: plainText(LIMITS.buttonText),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: chars(LIMITS.accessibilityLabel).optional(),
  action_id: actionId,
};

export const button = z.strictObject({
  type: z.literal('button'),
  ...buttonShape,
  url: url.optional(),
  value: chars(LIMITS.buttonValue).optional(),
  confirm,
});

export const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  ...buttonShape,
  workflow: z.strictObject({
    trigger: z.strictObject({
      url,
      customizable_input_parameters: z.array(z.strictObject({ name: z.string(), value: z.unknown() })).optional(),
    }),
  }),
});

export const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: actionId,
  // Slack's pages disagree on whether one option is enough; it is accepted here.
  options: items(overflowOption, LIMITS.overflowOptions),
  confirm,
});

export const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  action_id: actionId,
  options: items(option, LIMITS.choiceOptions),
  initial_options: items(option, LIMITS.choiceOptions).optional(),
  confirm,
  focus_on_load: focusOnLoad,
});

export const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  action_id: actionId,
  options: items(option, LIMITS.choiceOptions),
  initial_option: option.optional(),
  confirm,
  focus_on_load: focusOnLoad,
});

const pickerShape = { action_id: actionId, placeholder, confirm, focus_on_load: focusOnLoad };

export const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...pickerShape,
  initial_date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a valid date')
    .optional(),
});

export const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...pickerShape,
  initial_time: z
    .string()
    .regex(/^\d{2}:\d{2}$/, 'must be a valid time')
    .optional(),
  timezone: z.string().optional(),
});

export const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  action_id: actionId,
  initial_date_time: z.int().optional(),
  confirm,
  focus_on_load: focusOnLoad,
});

const slackFile = z.strictObject({ id: z.string().optional(), url: z.string().optional() });
export const imageSource = {
  image_url: url.optional(),
  slack_file: slackFile.optional(),
  alt_text: chars(LIMITS.altText),
};
export const imageElement = z.looseObject({ type: z.literal('image'), ...imageSource });
