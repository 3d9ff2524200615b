import { z } from 'zod';

const style = z
  .looseObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
  })
  .optional();

const inline = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text'), text: z.string(), style }),
  z.looseObject({ type: z.literal('link'), url: z.string(), text: z.string().optional(), style }),
  z.looseObject({ type: z.literal('user'), user_id: z.string() }),
  z.looseObject({ type: z.literal('channel'), channel_id: z.string() }),
  z.looseObject({ type: z.literal('emoji'), name: z.string(), unicode: z.string().optional() }),
  z.looseObject({ type: z.literal('broadcast'), range: z.string() }),
]);
export type RichInline = z.infer<typeof inline>;

const line = z.looseObject({ type: z.literal('rich_text_section'), elements: z.array(inline) });

export const richElementSchema = z.discriminatedUnion('type', [
  line,
  z.looseObject({ type: z.literal('rich_text_quote'), elements: z.array(inline) }),
  z.looseObject({ type: z.literal('rich_text_preformatted'), elements: z.array(inline) }),
  z.looseObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['ordered', 'bullet']),
    indent: z.number().optional(),
    elements: z.array(line),
  }),
]);
export type RichElement = z.infer<typeof richElementSchema>;
