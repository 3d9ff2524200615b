import type { Outcome } from '../delivery/deliverer.ts';
import type { JsonObject } from '../json.ts';
import { postMessage } from '../state/posting.ts';
import { toSlackUser } from '../state/slack-user.ts';
import type { World } from '../world.ts';
import { buildEvent } from './payload.ts';

/** How an event went, or that the app does not subscribe to it. */
export type EventOutcome = Outcome | { type: 'not-subscribed' };

/** Sends an event to the app, if it subscribes to it. `name` is the subscription: `message.im` for messages. */
export async function sendEvent(
  world: World,
  event: JsonObject & { type: string },
  name = event.type,
): Promise<EventOutcome> {
  if (world.app.events?.includes(name) === false) return { type: 'not-subscribed' };
  const payload = buildEvent(world, event);
  return await world.deliverer.sendEvent({ kind: 'event', what: `event ${event.type}`, payload });
}

/** `team_join` and `user_change`: the person as the bot sees them, so without `has_2fa`. */
export async function sendPersonEvent(
  world: World,
  type: 'team_join' | 'user_change',
  userId: string,
): Promise<EventOutcome> {
  const { people, team } = world.workspace;
  const seesEmail = world.tokens
    .all()
    .some(({ kind, scopes }) => kind === 'bot' && scopes.includes('users:read.email'));
  const user = toSlackUser(people.get(userId), team.teamId, { person: null, seesEmail });
  world.changes.emit({ type: 'person', user: userId });
  const stamp = type === 'user_change' ? { cache_ts: world.workspace.nowSeconds() } : {};
  return await sendEvent(world, { type, user, ...stamp, event_ts: world.workspace.timestamps.next() });
}

/** A person opens the app: its Home tab, or the messages with it. */
export async function openHome(world: World, user: string, tab: 'home' | 'messages'): Promise<EventOutcome> {
  const { views, timestamps } = world.workspace;
  const view = views.homes.get(user)?.view;
  return await sendEvent(world, {
    type: 'app_home_opened',
    user,
    channel: world.workspace.openDirect(user).id,
    tab,
    event_ts: timestamps.next(),
    ...(tab === 'home' && view !== undefined && { view }),
  });
}

/** A person writes. The app hears it where it subscribes to that kind of conversation. */
export async function say(world: World, user: string, channelId: string, text: string): Promise<EventOutcome> {
  const channel = world.workspace.channels.get(channelId);
  if (channel === undefined || !world.workspace.isMember(channel, user))
    throw new Error(`${user} is not in ${channelId}`);
  const content = { text, blocks: [], attachments: [] };
  const { ts } = postMessage(world.workspace, channelId, content, { user, fromApp: false });
  const kind = channel.type === 'im' ? 'im' : channel.isPrivate ? 'group' : 'channel';
  const event = {
    type: 'message',
    user,
    text,
    ts,
    team: world.workspace.team.teamId,
    channel: channelId,
    event_ts: ts,
    channel_type: kind,
  };
  return await sendEvent(world, event, kind === 'im' ? 'message.im' : `message.${kind}s`);
}
