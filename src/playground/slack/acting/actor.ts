import type { World } from '../world.ts';
import { closeView } from './close.ts';
import { type CommandOutcome, typeCommand } from './command.ts';
import { type EventOutcome, openHome, say } from './events.ts';
import type { Entries } from './fill.ts';
import type { Where } from './place.ts';
import { type ActionOutcome, type Press, pressElement } from './press.ts';
import { type SubmitOptions, type SubmitOutcome, submitView } from './submit.ts';

type ViewPlace = Exclude<Where, { ts: string }>;

/** What one person can do. */
export interface Actor {
  /** Types a slash command, in #general where nothing else is said; `direct` is the conversation with the app. */
  command: (command: string, text?: string, options?: { channel?: string }) => Promise<CommandOutcome>;
  /** Presses a button or chooses in a menu of a message, the Home tab or a modal. */
  press: (where: Where, press: Press) => Promise<ActionOutcome>;
  /** Fills in the modal on top (or the one given) and submits it. */
  submit: (where: ViewPlace, entries?: Entries, options?: SubmitOptions) => Promise<SubmitOutcome>;
  /** Closes a modal by *Cancel*, or all by the cross. Returns how many `view_closed` were sent. */
  close: (where?: ViewPlace, options?: { all?: boolean }) => Promise<number>;
  /** Opens the app's Home tab, or its messages. */
  openHome: (tab?: 'home' | 'messages') => Promise<EventOutcome>;
  /** Writes to the app, or in a channel. */
  say: (text: string, options?: { channel?: string }) => Promise<EventOutcome>;
}

function resolveChannel(world: World, user: string, reference: string): string {
  if (reference === 'direct') return world.workspace.openDirect(user).id;
  const channel = world.workspace.findChannel(reference);
  if (channel === undefined) throw new Error(`there is no channel ${reference}`);
  return channel.id;
}

export function createActor(world: World, user: string): Actor {
  world.workspace.people.get(user);
  return {
    command: async (command, text = '', { channel = 'general' } = {}) =>
      await typeCommand(world, user, command, text, resolveChannel(world, user, channel)),
    press: async (where, press) => await pressElement(world, user, where, press),
    submit: async (where, entries = {}, options = {}) => await submitView(world, user, where, entries, options),
    close: async (where = 'modal', { all = false } = {}) => await closeView(world, user, where, all),
    openHome: async (tab = 'home') => await openHome(world, user, tab),
    say: async (text, { channel = 'direct' } = {}) =>
      await say(world, user, resolveChannel(world, user, channel), text),
  };
}
