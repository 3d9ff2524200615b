import { z } from 'zod';
import {
  button,
  checkboxes,
  datepicker,
  datetimepicker,
  imageElement,
  imageSource,
  overflow,
  radioButtons,
  timepicker,
  workflowButton,
} from './elements.ts';
import { inputElements } from './inputs.ts';
import { LIMITS } from './limits.ts';
import { newerBlocks } from './newer-blocks.ts';
import { anyText, blockId, chars, items, mrkdwn, plainText, url } from './primitives.ts';
import { selects } from './selects.ts';

const pickers = [checkboxes, datepicker, radioButtons, timepicker, ...selects] as const;
const accessory = z.discriminatedUnion('type', [button, workflowButton, overflow, imageElement, ...pickers]);
const actionElement = z.discriminatedUnion('type', [button, workflowButton, overflow, datetimepicker, ...pickers]);
const inputElement = z.discriminatedUnion('type', [datetimepicker, ...pickers, ...inputElements]);
const contextElement = z.discriminatedUnion('type', [plainText(), mrkdwn(), imageElement]);

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: anyText(LIMITS.text).optional(),
    fields: items(anyText(LIMITS.sectionField), LIMITS.sectionFields).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .superRefine((block, ctx) => {
    if (block.text !== undefined || block.fields !== undefined) return;
    ctx.addIssue({ code: 'custom', path: ['type'], message: 'must define either `text` or `fields`' });
  });

const input = z.strictObject({
  type: z.literal('input'),
  block_id: blockId,
  label: plainText(LIMITS.label),
  element: inputElement,
  dispatch_action: z.boolean().optional(),
  hint: plainText(LIMITS.label).optional(),
  optional: z.boolean().optional(),
});

const everywhere = [
  section,
  input,
  z.strictObject({
    type: z.literal('actions'),
    block_id: blockId,
    elements: items(actionElement, LIMITS.actionsElements),
  }),
  z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: items(contextElement, LIMITS.contextElements),
  }),
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z.strictObject({ type: z.literal('header'), block_id: blockId, text: plainText(LIMITS.header) }),
  z.looseObject({
    type: z.literal('image'),
    block_id: blockId,
    ...imageSource,
    title: plainText(LIMITS.label).optional(),
  }),
  z.looseObject({
    type: z.literal('rich_text'),
    block_id: blockId,
    elements: z.array(z.looseObject({ type: z.string() })),
  }),
  z.looseObject({
    type: z.literal('video'),
    block_id: blockId,
    alt_text: chars(LIMITS.videoTitle),
    title: plainText(LIMITS.videoTitle),
    thumbnail_url: url,
    video_url: url,
    author_name: chars(LIMITS.videoAuthor).optional(),
    provider_name: chars(LIMITS.videoAuthor).optional(),
    description: plainText(LIMITS.videoTitle).optional(),
  }),
] as const;

export const viewBlock = z.discriminatedUnion('type', everywhere);

/** `markdown`, `file`, tables and the newer blocks exist in messages only. */
export const messageBlock = z.discriminatedUnion('type', [
  ...everywhere,
  ...newerBlocks,
  z.strictObject({ type: z.literal('markdown'), block_id: blockId, text: chars(LIMITS.markdown) }),
  z.looseObject({ type: z.literal('file'), block_id: blockId, external_id: z.string(), source: z.literal('remote') }),
]);
