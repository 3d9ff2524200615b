import { describe, expect, onTestFinished, test } from 'vitest';
import { createSlackDirectory } from '../../../src/directories/slack-directory.ts';
import { createSlackRoster } from '../../../src/directories/slack-roster.ts';
import { createSlackStandIn, type SlackStandIn } from '../../../src/playground/slack/stand-in.ts';
import { collect, createClient, recordWaits } from './slack-server.ts';

const botToken = ['xoxb', '1', 'standin'].join('-');
const adminToken = ['xoxp', '1', 'standin'].join('-');

const people = [
  { id: 'UOWNER', name: 'olga', is_primary_owner: true, has_2fa: true },
  { id: 'UADMIN', name: 'amir', is_admin: true, has_2fa: true, two_factor_type: 'sms' as const },
  { id: 'UMEMBER', name: 'mia' },
  { id: 'UGUEST', name: 'gus', is_restricted: true, email: null, tz: null },
  { id: 'ULEFT', name: 'lea', deleted: true, has_2fa: true },
  { id: 'UBOT', name: 'robo', is_bot: true },
  { id: 'UCONNECT', name: 'carl', foreign_team_id: 'T0OTHER' },
];

async function start() {
  const slack = await createSlackStandIn({
    people,
    signingSecret: 'secret',
    botToken,
    adminToken,
    adminUserId: 'UADMIN',
    userGroups: [
      { id: 'S1', handle: 'security', users: ['UADMIN', 'UMEMBER'] },
      { id: 'S2', handle: 'retired', users: ['UADMIN'], disabled: true },
    ],
  });
  onTestFinished(slack.close);
  return { slack, ...readers(slack) };
}

function readers({ apiUrl, team }: SlackStandIn) {
  const { wait, waits } = recordWaits();
  const client = createClient(apiUrl, botToken);
  const adminClient = createClient(apiUrl, adminToken);
  const teamId = () => team.teamId;
  return {
    waits,
    roster: createSlackRoster({ client, teamId, wait }),
    directory: createSlackDirectory({ client, adminClient, teamId, wait }),
    blindDirectory: createSlackDirectory({ client, adminClient: null, teamId, wait }),
  };
}

test('the roster has members and guests with their roles, and neither bots nor other workspaces', async () => {
  const { roster } = await start();
  const found = await collect(roster.listPeople());
  expect(found.map(({ slackUserId, role, deactivated }) => [slackUserId, role, deactivated])).toEqual([
    ['UOWNER', 'primary_owner', false],
    ['UADMIN', 'admin', false],
    ['UMEMBER', 'member', false],
    ['UGUEST', 'guest', false],
    ['ULEFT', 'member', true],
  ]);
});

test('single people and user groups are read', async () => {
  const { roster } = await start();
  expect(await roster.readPerson('UGUEST')).toMatchObject({ role: 'guest', email: null, timeZone: null });
  expect(await Promise.all(['UBOT', 'UCONNECT', 'USLACKBOT', 'UNOBODY'].map(roster.readPerson))).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(await roster.listUserGroup('S1')).toEqual(['UADMIN', 'UMEMBER']);
  expect(await roster.listUserGroup('S2')).toEqual([]);
  expect(await roster.listUserGroup('S3')).toEqual([]);
});

describe("Slack's own MFA", () => {
  test('is seen by an admin, and by a bot it is unknown', async () => {
    const { directory, blindDirectory } = await start();
    const seen = await collect(directory.listAccounts());
    expect(seen.map(({ externalId, status, method }) => [externalId, status, method])).toEqual([
      ['UOWNER', 'enabled', 'app'],
      ['UADMIN', 'enabled', 'sms'],
      ['UMEMBER', 'disabled', null],
      ['UGUEST', 'disabled', null],
    ]);
    const blind = await collect(blindDirectory.listAccounts());
    expect(blind.map(({ externalId, status }) => [externalId, status])).toEqual(
      seen.map(({ externalId }) => [externalId, 'unknown']),
    );
  });

  test('is read again for one person', async () => {
    const { slack, directory } = await start();
    slack.setTwoFactor('UMEMBER', 'app');
    expect(await directory.readAccount('UMEMBER')).toMatchObject({ status: 'enabled', method: 'app' });
  });

  test('is unknown again when the admin behind the token becomes a member', async () => {
    const { slack, directory } = await start();
    await slack.change('UADMIN', { is_admin: false });
    const statuses = (await collect(directory.listAccounts())).map(({ status }) => status);
    expect(statuses).toEqual(['unknown', 'enabled', 'unknown', 'unknown']);
    expect(directory.blindness).toContain('not an admin');
  });

  test('cannot be read with a token that is revoked or lacks its scope', async () => {
    const { slack, directory } = await start();
    slack.setToken(adminToken, { scopes: [] });
    await expect(collect(directory.listAccounts())).rejects.toMatchObject({ code: 'missing_scope' });
    slack.setToken(adminToken, { state: 'token_revoked' });
    await expect(collect(directory.listAccounts())).rejects.toMatchObject({ code: 'token_revoked' });
    expect(directory.blindness).toContain('was revoked');
  });
});

test('faults of every kind are waited out, and nobody is lost', async () => {
  const { slack, roster, waits } = await start();
  slack.faults.set('users.list', { type: 'rate-limited', retryAfterSeconds: 7 }, { times: 1 });
  slack.faults.set('users.list', { type: 'reset' }, { times: 1 });
  slack.faults.set('users.list', { type: 'garbage' }, { times: 1 });
  slack.faults.set('users.list', { type: 'status', status: 502 }, { times: 1 });
  expect(await collect(roster.listPeople())).toHaveLength(5);
  expect(waits.toSorted((a, b) => a - b)).toEqual([1_000, 4_000, 7_000, 15_000]);
});
