/**
 * Slack's Web API: docs.slack.dev/reference/methods/users.list and users.info (form bodies, cursors, `ok`), and the
 * user object of docs.slack.dev/reference/objects/user-object.
 */
import { LogLevel, WebClient } from '@slack/web-api';
import { createSlackDirectory } from '../../../src/directories/slack-directory.ts';
import {
  type Behaviour,
  type Call,
  type Person,
  pageAfter,
  type Reply,
  startProvider,
  type World,
} from './provider-server.ts';
import { recordWaits, type Subject } from './subject.ts';

const TOKEN = ['xoxp', '1', 'admin'].join('-');
const TEAM = 'T0OURS';

function toSlackUser({ id, email, name, mfa, locked, fields }: Person): Record<string, unknown> {
  return {
    id,
    team_id: TEAM,
    deleted: locked,
    real_name: name,
    tz: 'Europe/Amsterdam',
    is_bot: false,
    ...(mfa === 'unsaid' ? {} : { has_2fa: mfa === 'on' }),
    ...fields,
    profile: { real_name: name, ...(email === null ? {} : { email }) },
  };
}

const failure = (error: string): Reply => ({ status: 200, body: { ok: false, error } });

function listUsers(args: URLSearchParams, { people, largestPage }: World): Reply {
  const size = Math.min(Number(args.get('limit')), largestPage);
  const { page, next } = pageAfter(people, args.get('cursor'), size);
  return {
    status: 200,
    body: { ok: true, members: page.map(toSlackUser), response_metadata: { next_cursor: next ?? '' } },
  };
}

const behaviour: Behaviour = {
  kindOf: ({ path }) => path,
  answer({ kind, body, headers }: Call, world) {
    const args = new URLSearchParams(body);
    if (headers['authorization'] !== `Bearer ${TOKEN}`) return failure('invalid_auth');
    if (kind === '/api/users.list') return listUsers(args, world);
    const person = world.people.find(({ id }) => id === args.get('user'));
    return person === undefined
      ? failure('user_not_found')
      : { status: 200, body: { ok: true, user: toSlackUser(person) } };
  },
};

export const slack: Subject = {
  name: 'slack',
  unsaid: 'unknown',
  emails: true,
  credential: 'SLACK_ADMIN_TOKEN',
  malformed: { has_2fa: 'yes' },
  strange: { two_factor_type: 'telepathy', is_robot: true },
  listKind: '/api/users.list',
  async start(people, largestPage) {
    const server = await startProvider(behaviour, people, largestPage);
    const { waits, wait } = recordWaits();
    const options = {
      slackApiUrl: `${server.address}/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    };
    const client = new WebClient(TOKEN, { ...options, logLevel: LogLevel.ERROR });
    const directory = createSlackDirectory({ client, adminClient: client, teamId: () => TEAM, wait });
    return { directory, server, waits, settings: {}, secrets: [TOKEN] };
  },
};
