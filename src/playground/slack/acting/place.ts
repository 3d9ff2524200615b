import { elementsOf } from '../block-kit/uniqueness.ts';
import type { JsonObject } from '../json.ts';
import { objectsOf } from '../json.ts';
import type { Ephemeral, Message } from '../state/message.ts';
import type { ShownView } from '../state/view.ts';
import type { World } from '../world.ts';

/** Where a person acts: the Home tab, the modal on top, a view by id, or a message (an ephemeral one too). */
export type Where = 'home' | 'modal' | { id: string } | { channel: string; ts: string };

export type Place =
  | { type: 'view'; shown: ShownView }
  | { type: 'message'; message: Message }
  | { type: 'ephemeral'; ephemeral: Ephemeral };

/** A view on the person's own screen. Throws when it is not there: nobody can act in what they do not see. */
export function getView(world: World, user: string, where: Exclude<Where, { ts: string }>): ShownView {
  const { views } = world.workspace;
  if (where === 'home') {
    const home = views.homes.get(user);
    if (home === undefined) throw new Error(`${user} has no Home tab yet`);
    return home;
  }
  const shown = where === 'modal' ? views.stackOf(user).at(-1) : views.find(where.id);
  if (shown === undefined || shown.owner !== user) throw new Error(`${user} has no such view open`);
  return shown;
}

export function getPlace(world: World, user: string, where: Where): Place {
  if (typeof where === 'string' || 'id' in where) return { type: 'view', shown: getView(world, user, where) };
  const { messages } = world.workspace;
  const ephemeral = messages.ephemeralsOf(user).find((one) => one.ts === where.ts);
  if (ephemeral !== undefined) return { type: 'ephemeral', ephemeral };
  const message = messages.find(where.channel, where.ts);
  const channel = world.workspace.channels.get(where.channel);
  if (message === undefined || channel === undefined || !world.workspace.isMember(channel, user)) {
    throw new Error(`${user} sees no message ${where.ts} in ${where.channel}`);
  }
  return { type: 'message', message };
}

/** The blocks that stand there, those of attachments and containers included. */
export function blocksAt(place: Place): JsonObject[] {
  const flatten = (blocks: JsonObject[]): JsonObject[] =>
    blocks.flatMap((block) => [block, ...flatten(objectsOf(block['child_blocks']))]);
  if (place.type === 'view') return flatten(place.shown.view.blocks);
  const content = place.type === 'message' ? place.message : place.ephemeral;
  const attached = content.attachments.flatMap((attachment) => objectsOf(attachment['blocks']));
  return flatten([...content.blocks, ...attached]);
}

/** Which element is meant. `value` tells buttons of one `action_id` apart. */
export interface ElementQuery {
  action_id: string;
  block_id?: string | undefined;
  value?: unknown;
}

export function findElements(
  blocks: readonly JsonObject[],
  query: ElementQuery,
): { blockId: string; element: JsonObject }[] {
  return blocks.flatMap((block) => {
    const blockId = String(block['block_id']);
    if (query.block_id !== undefined && query.block_id !== blockId) return [];
    return elementsOf(block).flatMap(({ element }) => {
      if (element['action_id'] !== query.action_id) return [];
      if (element['type'] === 'button' && query.value !== undefined && element['value'] !== query.value) return [];
      return [{ blockId, element }];
    });
  });
}
