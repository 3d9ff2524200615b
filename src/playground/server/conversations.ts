import type { ConversationSummary } from '../protocol/conversation.ts';
import type { Channel } from '../slack/state/channel.ts';
import { isActiveHuman, type Person } from '../slack/state/person.ts';
import type { Parts } from './parts.ts';

type Parted = Pick<Parts, 'slack' | 'marks'>;

/** The messages of others that came after the last one read. */
export function countUnread({ slack, marks }: Parted, user: string, channel: string): number {
  const mark = marks.get(user, channel);
  const messages = slack.messages(channel);
  let unread = 0;
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    const message = messages[at];
    if (message === undefined || message.ts <= mark) break;
    if (message.user !== user) unread += 1;
  }
  return unread;
}

export function markRead(parts: Parted, user: string, channel: string): void {
  const newest = parts.slack.messages(channel).at(-1);
  if (newest !== undefined) parts.marks.set(user, channel, newest.ts);
}

/** As in Slack: guests are only where somebody put them. */
function isIn(channel: Channel, person: Person): boolean {
  if (channel.type === 'im') return channel.user === person.id;
  if (channel.members !== 'everyone') return channel.members.includes(person.id);
  return isActiveHuman(person) && !person.is_restricted;
}

/** The direct messages between the app and this person, once there are any. */
export function findDirect({ slack }: Pick<Parts, 'slack'>, user: string): string | null {
  return slack.findDirect(user);
}

/** What stands in this person's sidebar: the app first, then their channels. */
export function listConversations(parts: Parts, person: Person): ConversationSummary[] {
  const direct = findDirect(parts, person.id);
  const app: ConversationSummary = {
    id: direct ?? 'app',
    type: 'app',
    name: parts.appName,
    unread: direct === null ? 0 : countUnread(parts, person.id, direct),
  };
  const channels = parts.slack.channels().flatMap((channel): ConversationSummary[] => {
    if (channel.type === 'im' || !isIn(channel, person)) return [];
    const { id, name } = channel;
    return [{ id, type: 'channel', name, unread: countUnread(parts, person.id, id) }];
  });
  return [app, ...channels];
}
