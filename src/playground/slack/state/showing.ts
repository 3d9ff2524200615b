import { randomBytes } from 'node:crypto';
import { normalizeBlocks } from '../block-kit/normalize.ts';
import { buildState } from '../block-kit/values.ts';
import type { ViewInput } from '../block-kit/view.ts';
import { type JsonObject, objectsOf } from '../json.ts';
import type { ShownView, SlackView } from './view.ts';
import type { Workspace } from './workspace.ts';

/** Where a new view comes from: nowhere, on top of another, or in place of another. */
export type Origin = { type: 'fresh' } | { type: 'above'; below: ShownView } | { type: 'instead'; before: ShownView };

function newHash(workspace: Workspace): string {
  return `${workspace.nowSeconds()}.${randomBytes(4).toString('hex')}`;
}

const UNTITLED = { type: 'plain_text', text: 'View Title', emoji: true };

function textOf(text: JsonObject | undefined): JsonObject | null {
  return text === undefined ? null : { emoji: true, ...text };
}

/** The view that a person will see. In place of another it keeps its id, and what was entered under the same ids. */
function buildShown(workspace: Workspace, owner: string, input: ViewInput, origin: Origin): ShownView {
  const { team } = workspace;
  const blocks = normalizeBlocks(objectsOf(input.blocks), () => workspace.ids.next('b'));
  const before = origin.type === 'instead' ? origin.before.view : null;
  const id = before?.id ?? workspace.ids.next('V');
  const below = origin.type === 'above' ? origin.below.view : null;
  const modal = input.type === 'modal' ? input : null;
  const view: SlackView = {
    id,
    team_id: team.teamId,
    type: input.type,
    blocks,
    private_metadata: input.private_metadata ?? '',
    callback_id: input.callback_id ?? '',
    state: { values: buildState(blocks, before?.state.values) },
    hash: newHash(workspace),
    title: textOf(input.title) ?? UNTITLED,
    clear_on_close: modal?.clear_on_close ?? false,
    notify_on_close: modal?.notify_on_close ?? false,
    close: textOf(modal?.close),
    submit: textOf(modal?.submit),
    previous_view_id: before?.previous_view_id ?? below?.id ?? null,
    root_view_id: before?.root_view_id ?? below?.root_view_id ?? id,
    app_id: team.appId,
    external_id: input.external_id ?? '',
    app_installed_team_id: team.teamId,
    bot_id: team.botId,
  };
  return { owner, view, errors: {} };
}

function tell(workspace: Workspace, shown: ShownView): void {
  workspace.changes.emit({ type: shown.view.type, user: shown.owner });
}

/** A modal alone on the screen: what was open before goes away. */
export function openModal(workspace: Workspace, owner: string, input: ViewInput): ShownView {
  workspace.views.clear(owner);
  const shown = buildShown(workspace, owner, input, { type: 'fresh' });
  workspace.views.push(shown);
  tell(workspace, shown);
  return shown;
}

/** `null` when three are there already. */
export function pushModal(workspace: Workspace, owner: string, input: ViewInput): ShownView | null {
  const below = workspace.views.stackOf(owner).at(-1);
  const origin: Origin = below === undefined ? { type: 'fresh' } : { type: 'above', below };
  const shown = buildShown(workspace, owner, input, origin);
  if (!workspace.views.push(shown)) return null;
  tell(workspace, shown);
  return shown;
}

export function updateView(workspace: Workspace, before: ShownView, input: ViewInput): ShownView {
  const shown = buildShown(workspace, before.owner, input, { type: 'instead', before });
  workspace.views.replace(before, shown);
  tell(workspace, shown);
  return shown;
}

export function showHome(workspace: Workspace, owner: string, input: ViewInput): ShownView {
  const before = workspace.views.homes.get(owner);
  if (before !== undefined) return updateView(workspace, before, input);
  const shown = buildShown(workspace, owner, input, { type: 'fresh' });
  workspace.views.showHome(shown);
  tell(workspace, shown);
  return shown;
}
