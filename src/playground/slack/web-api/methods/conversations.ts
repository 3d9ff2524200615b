import { z } from 'zod';
import { SlackApiError } from '../../errors.ts';
import type { JsonObject } from '../../json.ts';
import type { Channel } from '../../state/channel.ts';
import { type Message, toSlackMessage } from '../../state/message.ts';
import type { World } from '../../world.ts';
import { count, flag, readArgs } from '../args.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { type Caller, type Method, PEOPLE_TOKENS } from '../method.ts';

/** Conversations need another scope by their kind; any of them where the kind is not known. */
function scopesByKind(suffix: 'history' | 'read'): Method['scopes'] {
  return (args, world) => {
    const channel = world.workspace.channels.get(String(args['channel']));
    if (channel === undefined) return ['channels', 'groups', 'im', 'mpim'].map((kind) => `${kind}:${suffix}`);
    if (channel.type === 'im') return [`im:${suffix}`];
    return [channel.isPrivate ? `groups:${suffix}` : `channels:${suffix}`];
  };
}

const openArgs = z.object({ users: z.string().optional(), channel: z.string().optional() });
const infoArgs = z.object({ channel: z.string() });

function findVisible(world: World, id: string, caller: Caller): Channel {
  const channel = world.workspace.channels.get(id);
  if (channel === undefined) throw new SlackApiError('channel_not_found');
  const isPublic = channel.type === 'channel' && !channel.isPrivate;
  if (!isPublic && !world.workspace.isMember(channel, caller.userId)) throw new SlackApiError('channel_not_found');
  return channel;
}

function toSlackChannel(channel: Channel, world: World): JsonObject {
  const { id, created } = channel;
  if (channel.type === 'im') {
    return { id, created, is_im: true, is_archived: false, is_org_shared: false, user: channel.user, is_open: true };
  }
  return {
    id,
    created,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_archived: false,
    is_general: channel.name === 'general',
    is_member: channel.hasBot,
    context_team_id: world.workspace.team.teamId,
  };
}

const open: Method = {
  tokens: PEOPLE_TOKENS,
  scopes: () => ['im:write', 'mpim:write', 'channels:manage', 'groups:write'],
  run(world, args) {
    const { users, channel } = readArgs(openArgs, args);
    if (channel !== undefined) {
      if (!world.workspace.channels.has(channel)) throw new SlackApiError('channel_not_found');
      return { no_op: true, already_open: true, channel: { id: channel } };
    }
    const ids = (users ?? '').split(',').filter((id) => id !== '');
    const [id] = ids;
    if (id === undefined) throw new SlackApiError('users_list_not_supplied');
    if (ids.length > 1) throw new SlackApiError('too_many_users');
    const person = world.workspace.people.find(id);
    if (person === undefined) throw new SlackApiError('user_not_found');
    if (person.is_bot || person.id === 'USLACKBOT') throw new SlackApiError('invalid_user_combination');
    if (person.deleted) throw new SlackApiError('user_disabled');
    if (person.foreign_team_id !== null) throw new SlackApiError('user_not_visible');
    const direct = world.workspace.openDirect(id);
    return { ...(direct.wasOpen && { no_op: true, already_open: true }), channel: { id: direct.id } };
  },
};

const historyArgs = z.object({
  channel: z.string(),
  limit: count,
  cursor: z.string().optional(),
  oldest: z.string().optional(),
  latest: z.string().optional(),
  inclusive: flag,
  include_all_metadata: flag,
});

function isWithin(message: Message, range: z.infer<typeof historyArgs>): boolean {
  const { ts } = message;
  const oldest = range.oldest ?? '0';
  const latest = range.latest ?? '9999999999.999999';
  if (range.inclusive && (ts === oldest || ts === latest)) return true;
  return Number(ts) > Number(oldest) && Number(ts) < Number(latest);
}

const history: Method = {
  tokens: PEOPLE_TOKENS,
  scopes: scopesByKind('history'),
  run(world, args, caller) {
    const range = readArgs(historyArgs, args);
    const channel = findVisible(world, range.channel, caller);
    if (!world.workspace.isMember(channel, caller.userId)) throw new SlackApiError('not_in_channel');
    const limit = Math.min(range.limit || 100, 999);
    const before = range.cursor ? decodeCursor(range.cursor, 'next_ts') : null;
    const newestFirst = world.workspace.messages.list(channel.id).reverse();
    const found = newestFirst.filter(
      (message) => isWithin(message, range) && (before === null || Number(message.ts) <= Number(before)),
    );
    const next = found[limit];
    return {
      messages: found
        .slice(0, limit)
        .map((message) => toSlackMessage(message, world.workspace.team, range.include_all_metadata === true)),
      has_more: next !== undefined,
      pin_count: 0,
      ...(next && { response_metadata: { next_cursor: encodeCursor('next_ts', next.ts) } }),
    };
  },
};

const info: Method = {
  tokens: PEOPLE_TOKENS,
  scopes: scopesByKind('read'),
  run(world, args, caller) {
    const { channel } = readArgs(infoArgs, args);
    return { channel: toSlackChannel(findVisible(world, channel, caller), world) };
  },
};

export const conversationMethods = {
  'conversations.open': open,
  'conversations.history': history,
  'conversations.info': info,
};
