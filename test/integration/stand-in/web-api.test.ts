import { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import type { SlackStandIn } from '../../../src/playground/slack/stand-in.ts';
import { SECRETS, startStandIn } from './bolt-app.ts';

function connect(slack: SlackStandIn, token: string = SECRETS.botToken): WebClient {
  return new WebClient(token, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true });
}

/** Slack's own word for a refused call. */
async function refusal(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && 'data' in error) return error.data;
    throw error;
  }
  throw new Error('the call was not refused');
}

describe('tokens', () => {
  test('a missing, unknown, revoked or inactive token has its own error', async () => {
    const slack = await startStandIn();
    expect(await refusal(connect(slack, '').auth.test())).toMatchObject({ error: 'not_authed' });
    expect(await refusal(connect(slack, 'xoxb-nobody').auth.test())).toMatchObject({ error: 'invalid_auth' });
    for (const state of ['token_revoked', 'account_inactive', 'invalid_auth'] as const) {
      slack.setToken(SECRETS.botToken, { state });
      expect(await refusal(connect(slack).auth.test())).toMatchObject({ error: state });
    }
  });

  test('a token without the scope is told which one is needed', async () => {
    const slack = await startStandIn({ botScopes: ['chat:write', 'commands'] });
    expect(await refusal(connect(slack).users.list({}))).toMatchObject({
      error: 'missing_scope',
      needed: 'users:read',
      provided: 'chat:write,commands',
    });
    expect((await connect(slack).auth.test()).response_metadata?.scopes).toEqual(['chat:write', 'commands']);
  });

  test('an app token opens connections and nothing else, and an unknown method is said to be one', async () => {
    const slack = await startStandIn();
    expect((await connect(slack, SECRETS.appToken).apps.connections.open({})).url).toMatch(/^ws:\/\/127\.0\.0\.1:/);
    expect(await refusal(connect(slack, SECRETS.appToken).users.list({}))).toMatchObject({
      error: 'not_allowed_token_type',
    });
    expect(await refusal(connect(slack).apps.connections.open({}))).toMatchObject({ error: 'not_allowed_token_type' });
    expect(await refusal(connect(slack).apiCall('admin.users.list'))).toMatchObject({ error: 'unknown_method' });
  });

  test('the whole API takes JSON bodies as well as forms', async () => {
    const slack = await startStandIn();
    const answer = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRETS.botToken}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ channel: 'UMIA', text: 'by JSON' }),
    });
    expect(await answer.json()).toMatchObject({ ok: true, message: { text: 'by JSON' } });
    expect(answer.headers.get('x-oauth-scopes')).toContain('chat:write');
    expect(answer.headers.get('x-accepted-oauth-scopes')).toBe('chat:write');
  });
});

describe('people', () => {
  test('12,000 people come page by page, each once', async () => {
    const people = Array.from({ length: 12_000 }, (_, index) => ({ id: `U${index}`, name: `p${index}` }));
    const slack = await startStandIn({ people });
    expect(await refusal(connect(slack).users.list({}))).toMatchObject({ error: 'limit_required' });
    const seen = new Set<string>();
    let cursor = '';
    do {
      const page = await connect(slack).users.list({ limit: 1000, ...(cursor && { cursor }) });
      for (const { id } of page.members ?? []) seen.add(id ?? '');
      cursor = page.response_metadata?.next_cursor ?? '';
    } while (cursor !== '');
    expect(seen.size).toBe(12_002);
    expect(await refusal(connect(slack).users.list({ limit: 10, cursor: 'bogus' }))).toMatchObject({
      error: 'invalid_cursor',
    });
  });

  test('has_2fa is seen by an admin on active humans, by others on themselves, by bots never', async () => {
    const slack = await startStandIn({
      people: [
        { id: 'UADMIN', name: 'adam', is_admin: true, has_2fa: true, two_factor_type: 'sms' },
        { id: 'UMIA', name: 'mia' },
        { id: 'UGONE', name: 'gone', deleted: true, has_2fa: true },
      ],
      userTokens: [{ token: 'xoxp-mia', userId: 'UMIA' }],
    });
    const seenBy = async (token: string) => {
      const { members = [] } = await connect(slack, token).users.list({});
      return Object.fromEntries(
        members.flatMap((member) => ('has_2fa' in member ? [[member.id, member.has_2fa]] : [])),
      );
    };
    expect(await seenBy(SECRETS.adminToken)).toEqual({ UADMIN: true, UMIA: false });
    expect(await seenBy('xoxp-mia')).toEqual({ UMIA: false });
    expect(await seenBy(SECRETS.botToken)).toEqual({});
    const { user } = await connect(slack, SECRETS.adminToken).users.info({ user: 'UADMIN' });
    expect(user).toMatchObject({ has_2fa: true, two_factor_type: 'sms' });
    await slack.change('UADMIN', { is_admin: false });
    expect(await seenBy(SECRETS.adminToken)).toEqual({ UADMIN: true });
  });

  test('direct messages open once, and not with bots, strangers or the deactivated', async () => {
    const slack = await startStandIn({
      people: [
        { id: 'UMIA', name: 'mia' },
        { id: 'UGONE', name: 'gone', deleted: true },
        { id: 'UFAR', name: 'far', foreign_team_id: 'T0OTHER' },
      ],
    });
    const { conversations, chat } = connect(slack);
    for (const channel of ['UGONE', 'UFAR', 'USLACKBOT']) {
      expect(await refusal(chat.postMessage({ channel, text: 'x' }))).toMatchObject({ error: 'channel_not_found' });
    }
    const first = await conversations.open({ users: 'UMIA' });
    expect(await conversations.open({ users: 'UMIA' })).toMatchObject({ already_open: true, channel: first.channel });
    expect(await refusal(conversations.open({ users: 'UGONE' }))).toMatchObject({ error: 'user_disabled' });
    expect(await refusal(conversations.open({ users: 'UFAR' }))).toMatchObject({ error: 'user_not_visible' });
    expect(await refusal(conversations.open({ users: 'U0STANDIN' }))).toMatchObject({
      error: 'invalid_user_combination',
    });
    expect(await refusal(conversations.open({ users: 'UNOBODY' }))).toMatchObject({ error: 'user_not_found' });
  });
});

describe('messages', () => {
  test('metadata comes back from the history when it is asked for', async () => {
    const slack = await startStandIn();
    const client = connect(slack);
    const metadata = { event_type: 'delivery', event_payload: { id: '42' } };
    const { channel = '' } = await client.chat.postMessage({ channel: 'UMIA', text: 'one', metadata });
    await client.chat.postMessage({ channel, text: 'two' });
    const plain = await client.conversations.history({ channel });
    expect(plain.messages?.map(({ text, metadata: seen }) => [text, seen])).toEqual([
      ['two', undefined],
      ['one', undefined],
    ]);
    const page = await client.conversations.history({ channel, include_all_metadata: true, limit: 1 });
    const cursor = page.response_metadata?.next_cursor ?? '';
    const next = await client.conversations.history({ channel, include_all_metadata: true, limit: 1, cursor });
    expect(next).toMatchObject({ has_more: false, messages: [{ text: 'one', metadata }] });
  });

  test('an edit keeps what was there before, and only the author may edit or delete', async () => {
    const slack = await startStandIn();
    const client = connect(slack);
    const { channel = '', ts = '' } = await client.chat.postMessage({ channel: 'UMIA', text: 'one' });
    await client.chat.update({ channel, ts, text: 'two' });
    expect(slack.messages(channel)).toMatchObject([{ text: 'two', edits: [{ text: 'one' }] }]);
    expect(await refusal(client.chat.update({ channel, ts, text: 'x'.repeat(4001) }))).toMatchObject({
      error: 'msg_too_long',
    });
    expect(await refusal(client.chat.update({ channel, ts: '1.1', text: 'x' }))).toMatchObject({
      error: 'message_not_found',
    });
    await slack.as('UMIA').say('mine');
    const mine = slack.messages(channel).at(-1)?.ts ?? '';
    expect(await refusal(client.chat.update({ channel, ts: mine, text: 'x' }))).toMatchObject({
      error: 'cant_update_message',
    });
    await client.chat.delete({ channel, ts });
    expect(slack.messages(channel).map(({ text }) => text)).toEqual(['mine']);
  });

  test('bad blocks are refused in the words that Slack uses', async () => {
    const slack = await startStandIn();
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }];
    const message = 'must be less than 3001 characters [json-pointer:/blocks/0/text/text]';
    expect(
      await refusal(connect(slack).apiCall('chat.postMessage', { channel: 'UMIA', text: 'x', blocks })),
    ).toMatchObject({
      error: 'invalid_blocks',
      errors: ['failed to match all allowed schemas [json-pointer:/blocks/0/text]', message],
    });
    expect(await refusal(connect(slack).apiCall('chat.postMessage', { channel: 'UMIA' }))).toMatchObject({
      error: 'no_text',
    });
    expect(await refusal(connect(slack).chat.postMessage({ channel: 'random', text: 'x' }))).toMatchObject({
      error: 'not_in_channel',
    });
  });
});
