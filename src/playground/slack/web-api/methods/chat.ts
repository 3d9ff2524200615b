import { z } from 'zod';
import { LIMITS } from '../../block-kit/limits.ts';
import { SlackApiError } from '../../errors.ts';
import type { Channel } from '../../state/channel.ts';
import { type Message, toSlackMessage } from '../../state/message.ts';
import { isActiveHuman } from '../../state/person.ts';
import { deleteMessage, editMessage, postEphemeral, postMessage } from '../../state/posting.ts';
import type { World } from '../../world.ts';
import { readArgs } from '../args.ts';
import { type ContentRules, readContent, readMetadata } from '../content.ts';
import { type Caller, fixed, type Method, PEOPLE_TOKENS } from '../method.ts';

const POST_RULES: ContentRules = {
  maxText: { length: LIMITS.messageText, overflow: 'cut' },
  repeatedIds: 'refused',
  badAttachments: 'invalid_arguments',
  longBlocks: 'msg_blocks_too_long',
};
const UPDATE_RULES: ContentRules = {
  maxText: { length: LIMITS.updateText, overflow: 'refuse' },
  repeatedIds: 'refused',
  badAttachments: 'invalid_attachments',
  longBlocks: 'msg_too_long',
};
const EPHEMERAL_RULES: ContentRules = { ...POST_RULES, longBlocks: 'msg_too_long' };

// Building a schema costs more than checking with it, so none is built per call.
const postArgs = z.object({ channel: z.string(), thread_ts: z.string().optional() });
const messageArgs = z.object({ channel: z.string(), ts: z.string() });
const ephemeralArgs = z.object({ channel: z.string(), user: z.string() });

function newId(world: World): () => string {
  return () => world.workspace.ids.next('b');
}

/** A conversation to write into. A user id stands for the direct messages with that person. */
function findTarget(world: World, reference: string, caller: Caller): Channel {
  const { workspace } = world;
  const person = workspace.people.find(reference);
  if (person !== undefined && !isActiveHuman(person)) throw new SlackApiError('channel_not_found');
  const channel = workspace.findChannel(person === undefined ? reference : workspace.openDirect(person.id).id);
  if (channel === undefined) throw new SlackApiError('channel_not_found');
  if (channel.type === 'im' && !isActiveHuman(workspace.people.get(channel.user))) {
    throw new SlackApiError('channel_not_found');
  }
  if (!workspace.isMember(channel, caller.userId)) {
    const hidden = channel.type === 'im' || channel.isPrivate;
    throw new SlackApiError(hidden ? 'channel_not_found' : 'not_in_channel');
  }
  return channel;
}

function findMessage(world: World, reference: string, ts: string): Message {
  const channel = world.workspace.findChannel(reference);
  if (channel === undefined) throw new SlackApiError('channel_not_found');
  const message = world.workspace.messages.find(channel.id, ts);
  if (message === undefined) throw new SlackApiError('message_not_found');
  return message;
}

const post: Method = {
  tokens: PEOPLE_TOKENS,
  scopes: fixed('chat:write'),
  run(world, args, caller) {
    const { channel: reference, thread_ts } = readArgs(postArgs, args);
    const channel = findTarget(world, reference, caller);
    const content = readContent(args, POST_RULES, newId(world));
    const message = postMessage(world.workspace, channel.id, content, {
      user: caller.userId,
      fromApp: caller.person === null,
      metadata: readMetadata(args) ?? null,
      threadTs: thread_ts ?? null,
    });
    const shown = toSlackMessage(message, world.workspace.team, true);
    return { channel: channel.id, ts: message.ts, message: shown };
  },
};

const update: Method = {
  tokens: PEOPLE_TOKENS,
  scopes: fixed('chat:write'),
  run(world, args, caller) {
    const { channel, ts } = readArgs(messageArgs, args);
    const before = findMessage(world, channel, ts);
    if (before.user !== caller.userId) throw new SlackApiError('cant_update_message');
    const content = readContent(args, UPDATE_RULES, newId(world));
    const metadata = readMetadata(args);
    const message = editMessage(world.workspace, before, { ...content, ...(metadata && { metadata }) });
    const shown = toSlackMessage(message, world.workspace.team, true);
    return { channel: message.channel, ts: message.ts, text: message.text, message: shown };
  },
};

const ephemeral: Method = {
  tokens: PEOPLE_TOKENS,
  scopes: fixed('chat:write'),
  run(world, args, caller) {
    const { channel: reference, user } = readArgs(ephemeralArgs, args);
    const channel = findTarget(world, reference, caller);
    if (!world.workspace.isMember(channel, user)) throw new SlackApiError('user_not_in_channel');
    const content = readContent(args, EPHEMERAL_RULES, newId(world));
    return { message_ts: postEphemeral(world.workspace, channel.id, user, content).ts };
  },
};

const remove: Method = {
  tokens: PEOPLE_TOKENS,
  scopes: fixed('chat:write'),
  run(world, args, caller) {
    const { channel, ts } = readArgs(messageArgs, args);
    const message = findMessage(world, channel, ts);
    if (message.user !== caller.userId) throw new SlackApiError('cant_delete_message');
    deleteMessage(world.workspace, message);
    return { channel: message.channel, ts };
  },
};

export const chatMethods = {
  'chat.postMessage': post,
  'chat.update': update,
  'chat.postEphemeral': ephemeral,
  'chat.delete': remove,
};
