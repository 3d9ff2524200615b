import type { Ephemeral, Message } from './state/message.ts';
import type { SlackView } from './state/view.ts';
import type { World } from './world.ts';

/** What one person sees of the app. */
export interface Screen {
  /** Both sides of the conversation with the bot, oldest first. */
  directMessages: readonly Message[];
  ephemerals: readonly Ephemeral[];
  home: SlackView | null;
  /** The stack, the modal on top last. */
  modals: readonly SlackView[];
  /** Sentences under fields of the modal on top, by block id. */
  modalErrors: Readonly<Record<string, string>>;
}

export function look(world: World, user: string): Screen {
  const { workspace } = world;
  workspace.people.get(user);
  const direct = workspace.findDirect(user);
  const stack = workspace.views.stackOf(user);
  return {
    directMessages: direct === undefined ? [] : workspace.messages.list(direct),
    ephemerals: workspace.messages.ephemeralsOf(user),
    home: workspace.views.homes.get(user)?.view ?? null,
    modals: stack.map(({ view }) => view),
    modalErrors: stack.at(-1)?.errors ?? {},
  };
}
