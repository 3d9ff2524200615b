import type { WebClient } from '@slack/web-api';
import type { Roster, RosterPerson } from '../ports.ts';
import { toWaiting, type Waiting } from './patience.ts';
import { listGroup, listUndisturbed, listUsers, readUser } from './slack-pages.ts';
import { awayUntilOf, emailOf, isMember, nameOf, roleOf, type SlackUser } from './slack-user.ts';

export interface SlackRosterDeps extends Partial<Waiting> {
  /** With the bot token, without retries, and with `rejectRateLimitedCalls`. */
  client: WebClient;
  /** The id of our own workspace, once it is known. */
  teamId: () => string;
}

function toPerson(user: SlackUser): RosterPerson {
  return {
    slackUserId: user.id,
    name: nameOf(user),
    email: emailOf(user),
    timeZone: user.tz || null,
    role: roleOf(user),
    deactivated: user.deleted === true,
    awayUntil: awayUntilOf(user),
  };
}

/** The roster from `users.list`. What goes wrong is thrown as a `DirectoryError`; a pass that aborts rejects. */
export function createSlackRoster({ client, teamId, ...waiting }: SlackRosterDeps): Roster {
  const reader = { client, setting: 'SLACK_BOT_TOKEN', ...toWaiting(waiting) } as const;
  return {
    async *listPeople(signal) {
      for await (const users of listUsers(reader, signal)) {
        yield users.filter((user) => isMember(user, teamId())).map(toPerson);
      }
    },
    async readPerson(slackUserId) {
      const user = await readUser(reader, slackUserId);
      return user !== null && isMember(user, teamId()) ? toPerson(user) : null;
    },
    listUserGroup: (userGroupId) => listGroup(reader, userGroupId),
    listUndisturbed: (slackUserIds, now) => listUndisturbed(reader, slackUserIds, now),
  };
}
