import { z } from 'zod';

const jsonObject = z.record(z.string(), z.unknown());

/** What stands in the inputs: block id → action id → value, as in Slack's `view.state.values`. */
export const stateValuesSchema = z.record(z.string(), z.record(z.string(), jsonObject));
export type StateValues = z.infer<typeof stateValuesSchema>;

/** A modal or a Home tab on this person's screen. */
export const shownViewSchema = z.object({
  id: z.string(),
  hash: z.string(),
  title: z.string(),
  submit: z.string().nullable(),
  close: z.string().nullable(),
  blocks: z.array(jsonObject),
  values: stateValuesSchema,
  /** Block id → the sentence that stands under the field. */
  errors: z.record(z.string(), z.string()),
});
export type ShownView = z.infer<typeof shownViewSchema>;
