import { describe, expect, test } from 'vitest';
import { createSlackRoster } from '../../../src/directories/slack-roster.ts';
import {
  type Answer,
  buildUser,
  type Call,
  collect,
  createClient,
  failure,
  json,
  recordWaits,
  replyWithUsers,
  startSlack,
  TEAM,
} from './slack-server.ts';

async function startRoster(reply: (call: Call, nth: number) => Answer) {
  const { calls, apiUrl } = await startSlack(reply);
  const roster = createSlackRoster({ client: createClient(apiUrl), teamId: () => TEAM, wait: recordWaits().wait });
  return { calls, roster };
}

const listOf = async (...users: object[]) => collect((await startRoster(replyWithUsers(users))).roster.listPeople());

test('a person is read with name, email, time zone and role', async () => {
  expect(await listOf(buildUser('U1'))).toEqual([
    {
      slackUserId: 'U1',
      name: 'Display U1',
      email: 'u1@example.org',
      timeZone: 'Europe/Amsterdam',
      role: 'member',
      deactivated: false,
      awayUntil: null,
    },
  ]);
});

describe('every kind of person', () => {
  const owner = { is_admin: true, is_owner: true };
  test.each<[kind: string, fields: Record<string, unknown>, expected: object]>([
    ['the primary owner', { ...owner, is_primary_owner: true }, { role: 'primary_owner' }],
    ['an owner', owner, { role: 'owner' }],
    ['an admin', { is_admin: true }, { role: 'admin' }],
    ['a multi-channel guest', { is_restricted: true }, { role: 'guest' }],
    ['a single-channel guest', { is_restricted: true, is_ultra_restricted: true }, { role: 'guest' }],
    ['somebody who uses the app', { is_app_user: true }, { role: 'member' }],
    ['somebody deactivated', { deleted: true }, { deactivated: true }],
    ['an Enterprise person whose id starts with W', { id: 'W1' }, { slackUserId: 'W1' }],
    [
      'a person of an Enterprise Grid who is in our workspace too',
      { team_id: 'T0OTHER', enterprise_user: { id: 'W1', enterprise_id: 'E1', teams: ['T0OTHER', TEAM] } },
      { slackUserId: 'U1' },
    ],
  ])('%s is a member', async (_, fields, expected) => {
    expect(await listOf(buildUser('U1', fields))).toMatchObject([expected]);
  });

  test.each<[kind: string, fields: Record<string, unknown>]>([
    ['a bot', { is_bot: true }],
    ['a deactivated bot', { is_bot: true, deleted: true }],
    ['a workflow', { is_workflow_bot: true }],
    ['Slackbot, who calls itself no bot', { id: 'USLACKBOT' }],
    ['somebody from another workspace (Slack Connect)', { team_id: 'T0OTHER' }],
    ['a stranger', { is_stranger: true }],
    ['somebody whose workspace is only in the profile', { team_id: null, profile: { team: 'T0OTHER' } }],
    [
      'a person of an Enterprise Grid from another workspace',
      { team_id: 'T0OTHER', enterprise_user: { teams: ['T0OTHER'] } },
    ],
    ['somebody invited who has not signed in', { is_invited_user: true }],
    ['somebody invited, as Slack shows them', { is_invited_user: true, deleted: true }],
  ])('%s is never a member', async (_, fields) => {
    expect(await listOf(buildUser('U1'), buildUser('U2', fields))).toMatchObject([{ slackUserId: 'U1' }]);
  });
});

describe('what Slack does not supply', () => {
  test.each<[missing: string, fields: Record<string, unknown>, expected: object]>([
    ['a display name', { profile: { display_name: '', real_name: 'Real' } }, { name: 'Real' }],
    ['names in the profile', { profile: {}, real_name: 'Top' }, { name: 'Top' }],
    ['a real name', { profile: { display_name: ' ' }, real_name: null, name: 'handle' }, { name: 'handle' }],
    ['any name', { profile: null, real_name: undefined, name: '' }, { name: 'U1' }],
    ['the email, without its scope', { profile: { display_name: 'D' } }, { email: null }],
    ['the email, being empty', { profile: { email: '' } }, { email: null }],
    ['the time zone', { tz: undefined }, { timeZone: null }],
    ['the time zone, being empty', { tz: '' }, { timeZone: null }],
    [
      'every flag',
      { is_admin: null, is_owner: undefined, deleted: null, is_bot: null },
      { role: 'member', deactivated: false },
    ],
    ['the team', { team_id: undefined, profile: {} }, { slackUserId: 'U1' }],
  ])('%s', async (_, fields, expected) => {
    expect(await listOf(buildUser('U1', fields))).toMatchObject([expected]);
  });

  test('an unpaged answer is one page', async () => {
    const { roster } = await startRoster(() => json({ members: [buildUser('U1')] }));
    expect(await collect(roster.listPeople())).toHaveLength(1);
  });
});

describe('paging by cursor', () => {
  const people = (count: number) => Array.from({ length: count }, (_, index) => buildUser(`U${index}`));

  test.each([0, 1, 500, 501, 5_000])('%i people are read completely', async (count) => {
    const { roster, calls } = await startRoster(replyWithUsers(people(count)));
    const ids = (await collect(roster.listPeople())).map(({ slackUserId }) => slackUserId);
    expect(new Set(ids).size).toBe(count);
    expect(calls).toHaveLength(Math.max(1, Math.ceil(count / 500)));
  });

  test('pages that are smaller than asked for, or empty, are no end', async () => {
    const pages = [[buildUser('U1')], [], [buildUser('U2')]];
    const { roster } = await startRoster((_, nth) =>
      json({ members: pages[nth - 1] ?? [], response_metadata: { next_cursor: nth < 3 ? `c${nth}` : '' } }),
    );
    expect(await collect(roster.listPeople())).toHaveLength(2);
  });

  test('somebody who moves to the next page meanwhile is read once', async () => {
    const { roster } = await startRoster((_, nth) =>
      json({
        members: [buildUser('U1'), buildUser(`U1${nth}`)],
        response_metadata: { next_cursor: nth < 3 ? `c${nth}` : '' },
      }),
    );
    expect(await collect(roster.listPeople())).toHaveLength(4);
  });

  test('a cursor that comes back ends the pass as failed', async () => {
    const { roster, calls } = await startRoster((_, nth) =>
      json({ members: [buildUser(`U${nth}`)], response_metadata: { next_cursor: nth % 2 ? 'odd' : 'even' } }),
    );
    await expect(collect(roster.listPeople())).rejects.toMatchObject({
      name: 'DirectoryError',
      code: 'cursor_repeated',
    });
    expect(calls).toHaveLength(3);
  });

  test('a cursor that is no longer valid ends the pass as failed', async () => {
    const { roster } = await startRoster((call) =>
      call.args['cursor'] ? failure('invalid_cursor') : json({ members: [], response_metadata: { next_cursor: 'c' } }),
    );
    await expect(collect(roster.listPeople())).rejects.toMatchObject({ code: 'invalid_cursor' });
  });
});

describe('a person who is malformed makes the pass fail, nobody is dropped silently', () => {
  test.each<[what: string, user: unknown, where: string]>([
    ['no id', { name: 'x' }, 'members.1.id'],
    ['an empty id', buildUser(''), 'members.1.id'],
    ['a role that is no boolean', buildUser('U2', { is_owner: 'yes' }), 'members.1.is_owner'],
    ['a profile that is no object', buildUser('U2', { profile: 'x' }), 'members.1.profile'],
    ['no object at all', null, 'members.1'],
  ])('%s', async (_, user, where) => {
    const { roster, calls } = await startRoster(() => json({ members: [buildUser('U1'), user] }));
    await expect(collect(roster.listPeople())).rejects.toMatchObject({
      code: 'invalid_response',
      sentence: expect.stringContaining(`users.list: ${where})`),
    });
    expect(calls).toHaveLength(1);
  });

  test('an answer without people', async () => {
    const { roster } = await startRoster(() => json({}));
    await expect(collect(roster.listPeople())).rejects.toMatchObject({ code: 'invalid_response' });
  });
});

describe('one person, now', () => {
  test('by users.info', async () => {
    const { roster, calls } = await startRoster(() => json({ user: buildUser('U1', { is_owner: true }) }));
    expect(await roster.readPerson('U1')).toMatchObject({ slackUserId: 'U1', role: 'owner' });
    expect(calls).toMatchObject([{ method: 'users.info', token: 'xoxb-test', args: { user: 'U1' } }]);
  });

  test.each<[who: string, answer: Answer]>([
    ['somebody unknown', failure('user_not_found')],
    ['somebody who is not shown', failure('user_not_visible')],
    ['a bot', json({ user: buildUser('U1', { is_bot: true }) })],
    ['somebody of another workspace', json({ user: buildUser('U1', { team_id: 'T0OTHER' }) })],
  ])('%s is null', async (_, answer) => {
    const { roster } = await startRoster(() => answer);
    expect(await roster.readPerson('U1')).toBeNull();
  });

  test('somebody deactivated is told as such', async () => {
    const { roster } = await startRoster(() => json({ user: buildUser('U1', { deleted: true }) }));
    expect(await roster.readPerson('U1')).toMatchObject({ deactivated: true });
  });

  test('a failure is no absence', async () => {
    const { roster } = await startRoster(() => failure('account_inactive'));
    await expect(roster.readPerson('U1')).rejects.toMatchObject({ code: 'account_inactive' });
  });
});

describe('a user group', () => {
  test('is read completely', async () => {
    const { roster, calls } = await startRoster((call) =>
      call.args['cursor']
        ? json({ users: ['U3'] })
        : json({ users: ['U1', 'U2'], response_metadata: { next_cursor: 'c' } }),
    );
    expect(await roster.listUserGroup('S1')).toEqual(['U1', 'U2', 'U3']);
    expect(calls[1]).toMatchObject({ method: 'usergroups.users.list', args: { usergroup: 'S1', cursor: 'c' } });
  });

  test.each(['no_such_subteam', 'subteam_disabled', 'plan_upgrade_required'])('with %s is empty', async (code) => {
    const { roster } = await startRoster(() => failure(code));
    expect(await roster.listUserGroup('S1')).toEqual([]);
  });

  test('that cannot be read is an error', async () => {
    const { roster } = await startRoster(() => failure('missing_scope'));
    await expect(roster.listUserGroup('S1')).rejects.toMatchObject({
      code: 'missing_scope',
      sentence: expect.stringContaining('the token in SLACK_BOT_TOKEN lacks a scope'),
    });
  });
});
