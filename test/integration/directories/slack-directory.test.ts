import { describe, expect, test } from 'vitest';
import { createDirectories } from '../../../src/directories/index.ts';
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

async function startDirectory(reply: (call: Call, nth: number) => Answer, options = { admin: true }) {
  const { calls, apiUrl } = await startSlack(reply);
  const [directory] = await createDirectories(['slack'], {
    slack: {
      client: createClient(apiUrl, 'xoxb-bot'),
      adminClient: options.admin ? createClient(apiUrl, 'xoxp-admin') : null,
      teamId: () => TEAM,
      wait: recordWaits().wait,
    },
  });
  if (directory === undefined) throw new Error('no directory was made');
  return { calls, directory };
}

const enabled = { has_2fa: true, two_factor_type: 'app' };

test('the directory is named, cannot hold anybody, and says where MFA is set up', async () => {
  const { directory } = await startDirectory(replyWithUsers([]));
  expect(directory).toMatchObject({
    name: 'slack',
    label: 'Slack',
    setupUrl: 'https://my.slack.com/account/settings',
    capabilities: { hold: false },
    blindness: null,
  });
});

test("the account of a person is the person's own id", async () => {
  const { directory } = await startDirectory(replyWithUsers([]));
  expect(directory.externalIdOf('U1')).toBe('U1');
});

describe('with the token of an admin', () => {
  test.each<[what: string, fields: Record<string, unknown>, expected: object]>([
    ['an app', enabled, { status: 'enabled', method: 'app' }],
    ['text messages', { has_2fa: true, two_factor_type: 'sms' }, { status: 'enabled', method: 'sms' }],
    ['a method that Slack does not name', { has_2fa: true }, { status: 'enabled', method: null }],
    ['a method that is new', { has_2fa: true, two_factor_type: 'passkey' }, { status: 'enabled', method: null }],
    ['MFA off', { has_2fa: false }, { status: 'disabled', method: null }],
    ['a stale method, MFA being off', { has_2fa: false, two_factor_type: 'sms' }, { status: 'disabled', method: null }],
    ['nothing said: unknown, never disabled', {}, { status: 'unknown', method: null }],
    ['null: unknown, never disabled', { has_2fa: null }, { status: 'unknown', method: null }],
  ])('%s', async (_, fields, expected) => {
    const { directory, calls } = await startDirectory(replyWithUsers([buildUser('U1', fields)]));
    expect(await collect(directory.listAccounts())).toEqual([
      { externalId: 'U1', slackUserId: 'U1', email: 'u1@example.org', ...expected },
    ]);
    expect(calls).toMatchObject([{ method: 'users.list', token: 'xoxp-admin' }]);
  });

  test('bots, people of other workspaces and deactivated people have no accounts, guests have', async () => {
    const { directory } = await startDirectory(
      replyWithUsers([
        buildUser('U1', { ...enabled, is_restricted: true }),
        buildUser('U2', { is_bot: true }),
        buildUser('U3', { team_id: 'T0OTHER' }),
        buildUser('U4', { deleted: true }),
        buildUser('USLACKBOT'),
      ]),
    );
    expect((await collect(directory.listAccounts())).map(({ externalId }) => externalId)).toEqual(['U1']);
    expect(directory.blindness).toBeNull();
  });

  test('5,000 accounts are read completely', async () => {
    const users = Array.from({ length: 5_000 }, (_, index) => buildUser(`U${index}`, enabled));
    const { directory } = await startDirectory(replyWithUsers(users));
    expect(await collect(directory.listAccounts())).toHaveLength(5_000);
    expect(directory.blindness).toBeNull();
  });

  test('has_2fa that is no boolean makes the pass fail', async () => {
    const { directory } = await startDirectory(replyWithUsers([buildUser('U1', { has_2fa: 'yes' })]));
    await expect(collect(directory.listAccounts())).rejects.toMatchObject({ code: 'invalid_response' });
  });

  test('one account is read now', async () => {
    const { directory, calls } = await startDirectory(() => json({ user: buildUser('U1', enabled) }));
    expect(await directory.readAccount('U1')).toMatchObject({ externalId: 'U1', status: 'enabled', method: 'app' });
    expect(calls).toMatchObject([{ method: 'users.info', token: 'xoxp-admin', args: { user: 'U1' } }]);
  });

  test.each<[who: string, answer: Answer]>([
    ['gone', failure('user_not_found')],
    ['deactivated', json({ user: buildUser('U1', { deleted: true }) })],
    ['of another workspace', json({ user: buildUser('U1', { is_stranger: true }) })],
  ])('an account that is %s is null', async (_, answer) => {
    const { directory } = await startDirectory(() => answer);
    expect(await directory.readAccount('U1')).toBeNull();
  });
});

describe('without the token of an admin', () => {
  test('everybody is unknown, and what is missing is said', async () => {
    const { directory, calls } = await startDirectory(replyWithUsers([buildUser('U1'), buildUser('U2')]), {
      admin: false,
    });
    expect(directory.blindness).toMatch(
      /^Slack shows only to admins who has MFA on\. .*SLACK_ADMIN_TOKEN; then restart Muster\.$/,
    );
    expect(await collect(directory.listAccounts())).toMatchObject([{ status: 'unknown' }, { status: 'unknown' }]);
    expect(directory.blindness).toContain('SLACK_ADMIN_TOKEN');
    expect(calls).toMatchObject([{ token: 'xoxb-bot' }]);
  });

  test('a bot token that is revoked does not change what is missing', async () => {
    const { directory } = await startDirectory(() => failure('token_revoked'), { admin: false });
    await expect(collect(directory.listAccounts())).rejects.toMatchObject({
      sentence: expect.stringContaining('SLACK_BOT_TOKEN was revoked'),
    });
    expect(directory.blindness).toContain('SLACK_ADMIN_TOKEN');
  });
});

describe('an admin token that has lost its rights', () => {
  const noAdmin = expect.stringContaining('somebody who is not an admin of this workspace');

  test('hides has_2fa of everybody: all unknown, and the blindness says why', async () => {
    const { directory } = await startDirectory(replyWithUsers([buildUser('U1'), buildUser('U2')]));
    expect(await collect(directory.listAccounts())).toMatchObject([{ status: 'unknown' }, { status: 'unknown' }]);
    expect(directory.blindness).toEqual(noAdmin);
  });

  test('shows has_2fa of its own person only', async () => {
    const { directory } = await startDirectory(replyWithUsers([buildUser('U1', enabled), buildUser('U2')]));
    expect(await collect(directory.listAccounts())).toMatchObject([{ status: 'enabled' }, { status: 'unknown' }]);
    expect(directory.blindness).toEqual(noAdmin);
  });

  test('is no blindness where its own person is the only one', async () => {
    const { directory } = await startDirectory(replyWithUsers([buildUser('U1', enabled)]));
    await collect(directory.listAccounts());
    expect(directory.blindness).toBeNull();
  });

  test('is forgotten with the first pass that sees again', async () => {
    const seeing = replyWithUsers([buildUser('U1', enabled), buildUser('U2', { has_2fa: false })]);
    const blind = replyWithUsers([buildUser('U1'), buildUser('U2')]);
    const { directory } = await startDirectory((call, nth) => (nth === 1 ? blind(call) : seeing(call)));
    await collect(directory.listAccounts());
    expect(directory.blindness).toEqual(noAdmin);
    await collect(directory.listAccounts());
    expect(directory.blindness).toBeNull();
  });

  test.each(['invalid_auth', 'token_revoked', 'missing_scope', 'account_inactive', 'token_expired'])(
    '%s fails the pass with a sentence that says what to do, which is the blindness too',
    async (code) => {
      const { directory, calls } = await startDirectory(() => failure(code));
      await expect(collect(directory.listAccounts())).rejects.toMatchObject({
        name: 'DirectoryError',
        code,
        sentence: expect.stringMatching(
          /^Slack says that the token in SLACK_ADMIN_TOKEN .*\. Let an admin or owner .*restart Muster\.$/,
        ),
      });
      expect(directory.blindness).toMatch(/^Slack says that the token in SLACK_ADMIN_TOKEN /);
      expect(calls).toHaveLength(1);
    },
  );

  test('is noticed when one account is read, too', async () => {
    const { directory } = await startDirectory(() => failure('token_revoked'));
    await expect(directory.readAccount('U1')).rejects.toMatchObject({ code: 'token_revoked' });
    expect(directory.blindness).toContain('was revoked');
  });

  test('belongs to another workspace: the pass fails instead of finding nobody', async () => {
    const { directory } = await startDirectory(replyWithUsers([buildUser('U1', { ...enabled, team_id: 'T0OTHER' })]));
    await expect(collect(directory.listAccounts())).rejects.toMatchObject({ code: 'wrong_workspace' });
    expect(directory.blindness).toContain('belongs to another workspace');
  });
});

test('trouble that passes is no blindness', async () => {
  const { directory } = await startDirectory(() => failure('internal_error'));
  await expect(collect(directory.listAccounts())).rejects.toMatchObject({ code: 'internal_error' });
  expect(directory.blindness).toBeNull();
});
