import { z } from 'zod';
import { LIMITS } from './limits.ts';

/** Slack counts characters, not UTF-16 units: a header of 150 emoji is accepted. */
function isLongerThan(text: string, max: number): boolean {
  if (text.length <= max) return false;
  return text.length > max * 2 || [...text].length > max;
}

/** A string of `min` to `max` characters, refused in Slack's words. */
export function chars(max: number, min = 1) {
  return z.string().superRefine((text, ctx) => {
    if (text.length < min) ctx.addIssue({ code: 'custom', message: `must be more than ${min - 1} characters` });
    else if (isLongerThan(text, max)) {
      ctx.addIssue({ code: 'custom', message: `must be less than ${max + 1} characters` });
    }
  });
}

/** An array of `min` to `max` items, refused in Slack's words before its items are looked at. */
export function items<Item extends z.ZodType>(item: Item, max: number, min = 1) {
  return z.array(item).superRefine((list, ctx) => {
    if (list.length < min) ctx.addIssue({ code: 'custom', message: `no fewer than ${min} items allowed` });
    if (list.length > max) ctx.addIssue({ code: 'custom', message: `no more than ${max} items allowed` });
  });
}

export function plainText(max: number = LIMITS.text) {
  return z.strictObject({ type: z.literal('plain_text'), text: chars(max), emoji: z.boolean().optional() });
}

export function mrkdwn(max: number = LIMITS.text) {
  return z.strictObject({ type: z.literal('mrkdwn'), text: chars(max), verbatim: z.boolean().optional() });
}

export function anyText(max: number = LIMITS.text) {
  return z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);
}

export const url = chars(LIMITS.url);
export const actionId = chars(LIMITS.actionId).optional();
export const blockId = chars(LIMITS.blockId).optional();
export const placeholder = plainText(LIMITS.placeholder).optional();
export const focusOnLoad = z.boolean().optional();

export const confirm = z
  .strictObject({
    title: plainText(LIMITS.confirmTitle),
    text: anyText(LIMITS.confirmText),
    confirm: plainText(LIMITS.confirmButton),
    deny: plainText(LIMITS.confirmButton),
    style: z.enum(['primary', 'danger']).optional(),
  })
  .optional();

const optionShape = {
  text: anyText(LIMITS.optionText),
  value: chars(LIMITS.optionValue),
  description: anyText(LIMITS.optionDescription).optional(),
};
export const option = z.strictObject(optionShape);
export const overflowOption = z.strictObject({ ...optionShape, url: url.optional() });
export const optionGroup = z.strictObject({
  label: plainText(LIMITS.groupLabel),
  options: items(option, LIMITS.selectOptions),
});
