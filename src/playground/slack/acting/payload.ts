import type { JsonObject } from '../json.ts';
import { channelName } from '../state/channel.ts';
import type { World } from '../world.ts';

/** What was used before signatures; payloads still carry it. */
const VERIFICATION_TOKEN = 'verification-token';

/** The keys that every interaction has. */
export function buildInteraction(world: World, type: string, userId: string): JsonObject {
  const { team } = world.workspace;
  const { name } = world.workspace.people.get(userId);
  return {
    type,
    team: { id: team.teamId, domain: team.domain },
    user: { id: userId, username: name, name, team_id: team.teamId },
    api_app_id: team.appId,
    token: VERIFICATION_TOKEN,
    enterprise: null,
    is_enterprise_install: false,
  };
}

export function buildCommand(
  world: World,
  command: { name: string; text: string; userId: string; channelId: string },
  issued: { triggerId: string; responseUrl: string },
): JsonObject {
  const { team } = world.workspace;
  const channel = world.workspace.channels.get(command.channelId);
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.teamId,
    team_domain: team.domain,
    channel_id: command.channelId,
    channel_name: channel === undefined ? 'directmessage' : channelName(channel),
    user_id: command.userId,
    user_name: world.workspace.people.get(command.userId).name,
    command: command.name,
    text: command.text,
    api_app_id: team.appId,
    // A string in slash commands, a boolean elsewhere.
    is_enterprise_install: 'false',
    response_url: issued.responseUrl,
    trigger_id: issued.triggerId,
  };
}

/** The envelope of the Events API. */
export function buildEvent(world: World, event: JsonObject & { type: string }): JsonObject {
  const { team } = world.workspace;
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.teamId,
    api_app_id: team.appId,
    event,
    type: 'event_callback',
    event_id: world.workspace.ids.next('Ev'),
    event_time: world.workspace.nowSeconds(),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.teamId,
        user_id: team.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${event.type}-${team.teamId}`,
  };
}
