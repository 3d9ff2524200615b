import { LIMITS } from '../block-kit/limits.ts';
import { SlackApiError } from '../errors.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { Content, Ephemeral, Message } from '../state/message.ts';
import { deleteMessage, editMessage, postEphemeral, postMessage, replaceEphemeral } from '../state/posting.ts';
import type { ResponseTarget } from '../state/response-urls.ts';
import { type ContentRules, readContent } from '../web-api/content.ts';
import type { World } from '../world.ts';

/** Posts to a `response_url` may repeat block ids. */
const RULES: ContentRules = {
  maxText: { length: LIMITS.messageText, overflow: 'cut' },
  repeatedIds: 'accepted',
  badAttachments: 'invalid_attachments',
  longBlocks: 'msg_blocks_too_long',
};

/** What an answer to a command or action became. */
export type Shown =
  | { type: 'ephemeral'; ephemeral: Ephemeral }
  | { type: 'message'; message: Message }
  | { type: 'deleted' }
  | { type: 'nothing' };

/** An acknowledgement that says nothing: no body, or an empty object. */
export function isSilent(body: unknown): boolean {
  return !body || (isObject(body) && Object.keys(body).length === 0);
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function findOriginal(world: World, target: ResponseTarget): Message | Ephemeral | undefined {
  const { messages } = world.workspace;
  switch (target.original.type) {
    case 'none':
      return undefined;
    case 'message':
      return messages.find(target.channel, target.original.ts);
    case 'ephemeral': {
      const { ts } = target.original;
      return messages.ephemeralsOf(target.user).find((one) => one.ts === ts);
    }
  }
}

function replace(world: World, original: Message | Ephemeral, content: Content | null): Shown {
  if ('viewer' in original) {
    replaceEphemeral(world.workspace, original, content);
    return content === null ? { type: 'deleted' } : { type: 'ephemeral', ephemeral: { ...original, ...content } };
  }
  if (content !== null) return { type: 'message', message: editMessage(world.workspace, original, content) };
  deleteMessage(world.workspace, original);
  return { type: 'deleted' };
}

function post(world: World, target: ResponseTarget, content: Content, inChannel: boolean): Shown {
  if (!inChannel) {
    const ephemeral = postEphemeral(world.workspace, target.channel, target.user, content);
    return { type: 'ephemeral', ephemeral };
  }
  const user = world.workspace.team.botUserId;
  return { type: 'message', message: postMessage(world.workspace, target.channel, content, { user, fromApp: true }) };
}

/**
 * Shows what an app answered in the body of an acknowledgement or at a `response_url`. Throws `SlackApiError` for what
 * Slack would not show.
 */
function showReply(world: World, target: ResponseTarget, reply: JsonObject | string): Shown {
  const body = isObject(reply) ? reply : { text: reply };
  const original = findOriginal(world, target);
  if (isTrue(body['delete_original'])) {
    return original === undefined ? { type: 'nothing' } : replace(world, original, null);
  }
  const content = readContent(body, RULES, () => world.workspace.ids.next('b'));
  if (isTrue(body['replace_original']) && original !== undefined) return replace(world, original, content);
  return post(world, target, content, body['response_type'] === 'in_channel');
}

/** The same, with Slack's error as a value. */
export function tryReply(world: World, target: ResponseTarget, reply: JsonObject | string): Shown | SlackApiError {
  try {
    return showReply(world, target, reply);
  } catch (error) {
    if (error instanceof SlackApiError) return error;
    throw error;
  }
}
