import { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import type { SlackStandIn } from '../../../src/playground/slack/stand-in.ts';
import { SECRETS, startStandIn } from './bolt-app.ts';

function connect(slack: SlackStandIn): WebClient {
  return new WebClient(SECRETS.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
}

describe('faults on demand', () => {
  test('429 carries Retry-After, as often as asked, and for the one method', async () => {
    const slack = await startStandIn();
    slack.faults.set('users.list', { type: 'rate-limited', retryAfterSeconds: 7 }, { times: 1 });
    await expect(connect(slack).users.list({})).rejects.toMatchObject({ retryAfter: 7 });
    expect(await connect(slack).auth.test()).toMatchObject({ ok: true });
    expect(await connect(slack).users.list({})).toMatchObject({ ok: true });
  });

  test('5xx, garbage and cut connections fail as such until they are cleared', async () => {
    const slack = await startStandIn();
    slack.faults.set('auth.test', { type: 'status', status: 502 });
    await expect(connect(slack).auth.test()).rejects.toMatchObject({ statusCode: 502 });
    await expect(connect(slack).auth.test()).rejects.toMatchObject({ statusCode: 502 });
    slack.faults.clear('auth.test');
    slack.faults.set('*', { type: 'reset' }, { times: 1 });
    await expect(connect(slack).auth.test()).rejects.toThrow();
    slack.faults.set('auth.test', { type: 'garbage' }, { times: 1 });
    await expect(connect(slack).auth.test()).rejects.toThrow();
    slack.faults.set('auth.test', { type: 'slow', ms: 30 });
    expect(await connect(slack).auth.test()).toMatchObject({ ok: true });
    slack.faults.clear();
    slack.faults.set('auth.test', { type: 'error', error: 'account_inactive' });
    await expect(connect(slack).auth.test()).rejects.toMatchObject({ data: { error: 'account_inactive' } });
  });

  test('a pass can fail half-way, and an answer can be lost after the deed', async () => {
    const slack = await startStandIn();
    slack.faults.set('users.list', { type: 'status', status: 500 }, { skip: 1, times: 1 });
    const page = await connect(slack).users.list({ limit: 2 });
    const cursor = page.response_metadata?.next_cursor ?? '';
    await expect(connect(slack).users.list({ limit: 2, cursor })).rejects.toMatchObject({ statusCode: 500 });
    slack.faults.set('chat.postMessage', { type: 'reset' }, { phase: 'after', times: 1 });
    await expect(connect(slack).chat.postMessage({ channel: 'UMIA', text: 'sent' })).rejects.toThrow();
    expect(slack.lookAt('UMIA').directMessages.map(({ text }) => text)).toEqual(['sent']);
  });

  test('rate tiers are enforced when asked for', async () => {
    const slack = await startStandIn({ rateLimits: true });
    const client = connect(slack);
    for (let count = 0; count < 20; count += 1) await client.users.list({});
    await expect(client.users.list({})).rejects.toMatchObject({ retryAfter: expect.any(Number) });
    for (let count = 0; count < 3; count += 1) await client.chat.postMessage({ channel: 'UMIA', text: 'x' });
    await expect(client.chat.postMessage({ channel: 'UMIA', text: 'x' })).rejects.toMatchObject({ retryAfter: 1 });
    expect(await client.chat.postMessage({ channel: 'UADMIN', text: 'x' })).toMatchObject({ ok: true });
  });
});
