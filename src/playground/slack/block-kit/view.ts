import { z } from 'zod';
import { isObject, objectsOf } from '../json.ts';
import { viewBlock } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { chars, items, plainText } from './primitives.ts';
import { type Problem, toProblems } from './problems.ts';
import { elementsOf, findRepeatedIds } from './uniqueness.ts';

/** What Slack adds to a view; apps may send a view back as they got it. */
const echo = {
  id: z.unknown().optional(),
  team_id: z.unknown().optional(),
  state: z.unknown().optional(),
  hash: z.unknown().optional(),
  root_view_id: z.unknown().optional(),
  previous_view_id: z.unknown().optional(),
  app_id: z.unknown().optional(),
  bot_id: z.unknown().optional(),
  app_installed_team_id: z.unknown().optional(),
};

const shape = {
  ...echo,
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  blocks: items(viewBlock, LIMITS.viewBlocks),
  private_metadata: chars(LIMITS.privateMetadata, 0).optional(),
  callback_id: chars(LIMITS.callbackId, 0).optional(),
  external_id: chars(LIMITS.callbackId, 0).optional(),
};

const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plainText(LIMITS.modalTitle),
    submit: plainText(LIMITS.modalTitle).optional(),
    close: plainText(LIMITS.modalTitle).optional(),
    submit_disabled: z.boolean().optional(),
    ...shape,
  })
  .superRefine((view, ctx) => {
    const index = view.blocks.findIndex(({ type }) => type === 'input');
    if (index < 0 || view.submit !== undefined) return;
    const message = 'must define `submit` to use an `input` block in modals';
    ctx.addIssue({ code: 'custom', path: ['blocks', index, 'input'], message });
  });

const home = z.strictObject({
  type: z.literal('home'),
  title: plainText(LIMITS.modalTitle).optional(),
  ...shape,
});

const viewSchema = z.discriminatedUnion('type', [modal, home]);

/** A view as an app sends it, checked. */
export type ViewInput = z.infer<typeof viewSchema>;

function findSecondFocus(view: unknown): Problem[] {
  const blocks = isObject(view) ? objectsOf(view['blocks']) : [];
  const focused = blocks.flatMap((block) =>
    elementsOf(block).filter(({ element }) => element['focus_on_load'] === true),
  );
  return focused.length > 1 ? [{ message: 'only one element may set `focus_on_load`', pointer: '/view/blocks' }] : [];
}

/** The checked view, or what Slack has against it. */
export function parseView(view: unknown): { ok: true; view: ViewInput } | { ok: false; problems: Problem[] } {
  const parsed = viewSchema.safeParse(view);
  if (!parsed.success) return { ok: false, problems: toProblems(parsed.error, view, '/view') };
  const blocks = isObject(view) ? objectsOf(view['blocks']) : [];
  const problems = [...findRepeatedIds(blocks, '/view/blocks'), ...findSecondFocus(view)];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, view: parsed.data };
}
