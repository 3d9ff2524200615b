import { z } from 'zod';

const object = z.record(z.string(), z.unknown());
const stateValuesSchema = z.record(z.string(), z.record(z.string(), object));
/** What stands in the inputs: block id → action id → value, as in `view.state.values`. */
export type StateValues = z.infer<typeof stateValuesSchema>;

/** A view as the Web API and the payloads show it. */
export const viewSchema = z.object({
  id: z.string(),
  team_id: z.string(),
  type: z.enum(['modal', 'home']),
  blocks: z.array(object),
  private_metadata: z.string(),
  callback_id: z.string(),
  state: z.object({ values: stateValuesSchema }),
  hash: z.string(),
  title: object,
  clear_on_close: z.boolean(),
  notify_on_close: z.boolean(),
  close: object.nullable(),
  submit: object.nullable(),
  previous_view_id: z.string().nullable(),
  root_view_id: z.string(),
  app_id: z.string(),
  external_id: z.string(),
  app_installed_team_id: z.string(),
  bot_id: z.string(),
});
export type SlackView = z.infer<typeof viewSchema>;

/** A view on somebody's screen. `errors` stand under its fields (block id → sentence). */
export interface ShownView {
  owner: string;
  view: SlackView;
  errors: Record<string, string>;
}
