import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/db/ids.ts';
import { EMPTY_TALLY } from '../../src/domain/readiness.ts';
import { createSlackStandIn, type SlackStandIn } from '../../src/playground/slack/stand-in.ts';
import { DeliveryError, type Notifier } from '../../src/ports.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import { createNotifier } from '../../src/slack/notifier.ts';
import { SIGNING_SECRET } from './slack-bot.ts';

const ADA = 'U0ADA';
const log = pino({ level: 'silent' });
let slack: SlackStandIn;
let nowMs = 1_000_000;
let notifier: Notifier;

beforeEach(async () => {
  slack = await createSlackStandIn({
    people: [
      { id: ADA, name: 'ada' },
      { id: 'U0GONE', name: 'gone', deleted: true },
      { id: 'U0BOT', name: 'bot', is_bot: true },
    ],
    signingSecret: SIGNING_SECRET,
    botToken: 'xoxb-test',
  });
  const client = createSlackClient({ botToken: 'xoxb-test', apiUrl: slack.apiUrl, log });
  notifier = createNotifier({ client, log, machineNow: () => nowMs });
});
afterEach(async () => {
  await slack.close();
});

const person = { memberId: newId('member'), slackUserId: ADA, name: 'Ada' };
const closed = {
  kind: 'reminder_closed',
  reminderId: newId('reminder'),
  recipient: person,
  organizationName: 'Acme',
  outcome: 'enabled',
} as const;

function envelope() {
  return {
    deliveryId: newId('delivery'),
    message: {
      kind: 'reminder',
      reminderId: newId('reminder'),
      reason: 'manual',
      recipient: person,
      organizationName: 'Acme',
      requestedBy: null,
      guides: [{ directoryLabel: 'Slack', accountName: null, setupUrl: 'https://my.slack.com/account/settings' }],
      deadline: null,
    },
  } as const;
}

const toAda = { slackUserId: ADA, channel: null };
const first = { firstAttempt: true };
const again = { firstAttempt: false };
const calls = (method: string) => slack.journal.entries().filter((entry) => entry.what === method).length;

describe('Once means once', () => {
  test('a message is sent to a conversation that is opened and then kept', async () => {
    const at = await notifier.send(toAda, envelope(), first);
    await notifier.send({ ...toAda, channel: at.channel }, envelope(), first);
    expect(slack.messages(at.channel)).toHaveLength(2);
    expect(calls('conversations.open')).toBe(1);
    expect(calls('conversations.history')).toBe(0);
  });

  test('a message whose answer was lost is found by its delivery id and not sent again', async () => {
    const letter = envelope();
    slack.faults.set('chat.postMessage', { type: 'reset' }, { times: 1, phase: 'after' });
    await expect(notifier.send(toAda, letter, first)).rejects.toMatchObject({ retry: { type: 'backoff' } });
    const at = await notifier.send(toAda, letter, again);
    expect(slack.messages(at.channel)).toHaveLength(1);
    expect(slack.messages(at.channel)[0]?.ts).toBe(at.ts);
  });

  test('a message that never arrived is sent by the next attempt', async () => {
    const letter = envelope();
    slack.faults.set('chat.postMessage', { type: 'status', status: 503 }, { times: 1 });
    await expect(notifier.send(toAda, letter, first)).rejects.toMatchObject({ code: 'http_503' });
    const at = await notifier.send(toAda, letter, again);
    expect(slack.messages(at.channel)).toHaveLength(1);
  });

  test('a conversation that is gone is opened anew', async () => {
    const at = await notifier.send({ slackUserId: ADA, channel: 'D0GONE' }, envelope(), first);
    expect(at.channel).not.toBe('D0GONE');
    expect(slack.messages(at.channel)).toHaveLength(1);
  });
});

describe('The class of an error decides whether to try again', () => {
  test.each(['U0GONE', 'U0BOT', 'U0NOBODY'])('%s cannot be written to: never', async (slackUserId) => {
    const attempt = notifier.send({ slackUserId, channel: null }, envelope(), first);
    await expect(attempt).rejects.toMatchObject({ name: 'DeliveryError', retry: { type: 'never' } });
  });

  test.each(['account_inactive', 'token_revoked', 'invalid_auth'] as const)('%s keeps its code', async (error) => {
    slack.faults.set('*', { type: 'error', error });
    const attempt = notifier.send(toAda, envelope(), first);
    await expect(attempt).rejects.toMatchObject({ code: error, retry: { type: 'backoff' } });
  });

  test('a page of some proxy is no code', async () => {
    slack.faults.set('chat.postMessage', { type: 'garbage' }, { times: 1 });
    await expect(notifier.send(toAda, envelope(), first)).rejects.toBeInstanceOf(DeliveryError);
  });

  test('a 429 pauses that method and nothing else, until Retry-After', async () => {
    slack.faults.set('chat.postMessage', { type: 'rate-limited', retryAfterSeconds: 30 }, { times: 1 });
    const { channel } = await notifier.send(toAda, envelope(), first).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'ratelimited', retry: { type: 'after', delayMs: 30_000 } });
      return { channel: null };
    });
    expect(channel).toBeNull();
    nowMs += 10_000;
    const paused = calls('chat.postMessage');
    await expect(notifier.send(toAda, envelope(), first)).rejects.toMatchObject({ retry: { delayMs: 20_000 } });
    expect(calls('chat.postMessage')).toBe(paused);
    nowMs += 20_000;
    const at = await notifier.send(toAda, envelope(), first);
    await notifier.edit(at, { deliveryId: newId('delivery'), message: closed });
    expect(slack.messages(at.channel).at(-1)?.text).toContain('Thank you!');
  });

  test('blocks that Slack refuses do not lose the message', async () => {
    slack.faults.set('chat.postMessage', { type: 'error', error: 'invalid_blocks' }, { times: 1 });
    const at = await notifier.send(toAda, envelope(), first);
    expect(slack.messages(at.channel)[0]?.text).toContain('multifactor authentication');
  });
});

describe('Editing', () => {
  test('a message that is gone is a success', async () => {
    const { channel } = await notifier.send(toAda, envelope(), first);
    await notifier.edit({ channel, ts: '1.000001' }, { deliveryId: newId('delivery'), message: closed });
  });
});

describe('Progress in a modal', () => {
  const requestId = newId('enforceRequest');

  test('of a modal that was closed is no error', async () => {
    await notifier.showEnforce('V0GONE', requestId, { type: 'reading', peopleRead: 1 });
    await notifier.showEnforce('V0GONE', requestId, {
      type: 'decided',
      outcome: { type: 'enforced', tally: EMPTY_TALLY },
    });
  });

  test('is shown at most once a second, and the last view always', async () => {
    for (const peopleRead of [1, 2, 3]) await notifier.showEnforce('V1', requestId, { type: 'reading', peopleRead });
    expect(calls('views.update')).toBe(1);
    nowMs += 1000;
    await notifier.showEnforce('V1', requestId, { type: 'reading', peopleRead: 4 });
    await notifier.showEnforce('V1', requestId, { type: 'cancelled' });
    expect(calls('views.update')).toBe(3);
  });
});
