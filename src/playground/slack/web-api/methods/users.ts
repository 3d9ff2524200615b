import { z } from 'zod';
import { SlackApiError } from '../../errors.ts';
import { toSlackUser, type Viewer } from '../../state/slack-user.ts';
import { count, readArgs } from '../args.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { type Caller, fixed, type Method, PEOPLE_TOKENS } from '../method.ts';

const MAX_PAGE = 1000;
/** Without paging Slack gives up on big workspaces. */
const MAX_UNPAGED = 10_000;

const listArgs = z.object({ cursor: z.string().optional(), limit: count });
const infoArgs = z.object({ user: z.string() });
const groupArgs = z.object({ usergroup: z.string() });
const dndArgs = z.object({ user: z.string().optional() });
const teamDndArgs = z.object({ users: z.string() });
/** More are refused. */
const MOST_AT_ONCE = 50;

function viewerOf({ person, token }: Caller): Viewer {
  return { person, seesEmail: token.scopes.includes('users:read.email') };
}

const list: Method = {
  tokens: PEOPLE_TOKENS,
  scopes: fixed('users:read'),
  run(world, args, caller) {
    const { cursor, limit } = readArgs(listArgs, args);
    const { people, team } = world.workspace;
    if (!limit && people.count > MAX_UNPAGED) throw new SlackApiError('limit_required');
    const start = cursor ? people.positionOf(decodeCursor(cursor, 'user')) : 0;
    if (start === undefined) throw new SlackApiError('invalid_cursor');
    const size = limit ? Math.min(limit, MAX_PAGE) : people.count;
    const viewer = viewerOf(caller);
    const [next] = people.page(start + size, 1);
    return {
      members: people.page(start, size).map((person) => toSlackUser(person, team.teamId, viewer)),
      cache_ts: world.workspace.nowSeconds(),
      response_metadata: { next_cursor: next === undefined ? '' : encodeCursor('user', next.id) },
    };
  },
};

const info: Method = {
  tokens: PEOPLE_TOKENS,
  scopes: fixed('users:read'),
  run(world, args, caller) {
    const { user } = readArgs(infoArgs, args);
    const person = world.workspace.people.find(user);
    if (person === undefined) throw new SlackApiError('user_not_found');
    return { user: toSlackUser(person, world.workspace.team.teamId, viewerOf(caller)) };
  },
};

const groupUsers: Method = {
  tokens: PEOPLE_TOKENS,
  scopes: fixed('usergroups:read'),
  run(world, args) {
    const { usergroup } = readArgs(groupArgs, args);
    const group = world.workspace.userGroups.get(usergroup);
    if (group === undefined) throw new SlackApiError('no_such_subteam');
    return { users: group.disabled ? [] : group.users };
  },
};

const dndInfo: Method = {
  tokens: PEOPLE_TOKENS,
  scopes: fixed('dnd:read'),
  run(world, args, caller) {
    const { user } = readArgs(dndArgs, args);
    const person = world.workspace.people.find(user ?? caller.userId);
    if (person === undefined) throw new SlackApiError('user_not_found');
    return {
      dnd_enabled: person.dnd !== null,
      next_dnd_start_ts: person.dnd?.start ?? 1,
      next_dnd_end_ts: person.dnd?.end ?? 1,
      snooze_enabled: false,
    };
  },
};

/** Of people whom Slack does not know it says nothing. */
const dndTeamInfo: Method = {
  tokens: PEOPLE_TOKENS,
  scopes: fixed('dnd:read'),
  run(world, args) {
    const asked = readArgs(teamDndArgs, args).users.split(',').filter(Boolean);
    if (asked.length > MOST_AT_ONCE) throw new SlackApiError('too_many_users');
    const people = asked.flatMap((user) => world.workspace.people.find(user) ?? []);
    const users = people.map(({ id, dnd }) => [
      id,
      { dnd_enabled: dnd !== null, next_dnd_start_ts: dnd?.start ?? 1, next_dnd_end_ts: dnd?.end ?? 1 },
    ]);
    return { users: Object.fromEntries(users) };
  },
};

export const userMethods = {
  'users.list': list,
  'users.info': info,
  'usergroups.users.list': groupUsers,
  'dnd.info': dndInfo,
  'dnd.teamInfo': dndTeamInfo,
};
