import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import type { SlackStandIn } from '../../../src/playground/slack/stand-in.ts';
import { SECRETS, startStandIn } from './bolt-app.ts';
import { payloadOf, startSilentApp } from './silent-app.ts';

function connect(slack: SlackStandIn): WebClient {
  return new WebClient(SECRETS.botToken, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
}

test('a snapshot brings the workspace back over a restart', async () => {
  const before = await startStandIn();
  const client = connect(before);
  const { channel = '', ts } = await client.chat.postMessage({ channel: 'UMIA', text: 'kept' });
  await client.chat.postEphemeral({ channel, user: 'UMIA', text: 'whispered' });
  await client.views.publish({ user_id: 'UMIA', view: { type: 'home', blocks: [{ type: 'divider' }] } });
  before.setTwoFactor('UMIA', 'sms');
  const json = JSON.stringify(before.snapshot());
  const after = await startStandIn({ people: [] });
  after.restore(JSON.parse(json));
  expect(after.lookAt('UMIA')).toEqual(before.lookAt('UMIA'));
  expect(after.person('UMIA')).toMatchObject({ has_2fa: true, two_factor_type: 'sms' });
  await connect(after).chat.update({ channel, ts: ts ?? '', text: 'edited' });
  const next = await connect(after).chat.postMessage({ channel: 'UMIA', text: 'next' });
  expect(next.channel).toBe(channel);
  expect(after.messages(channel).map(({ text }) => text)).toEqual(['edited', 'next']);
  expect(() => after.restore({ version: 9 })).toThrow();
});

test('the journal has both directions with masked tokens, and keeps only the last calls', async () => {
  const slack = await startStandIn({ journalSize: 3 });
  await startSilentApp(slack);
  const changes: string[] = [];
  const unsubscribe = slack.onChange((change) => changes.push(change.type));
  await connect(slack).auth.test();
  await connect(slack).chat.postMessage({ channel: 'UMIA', text: 'hello' });
  await slack.as('UMIA').command('/x');
  unsubscribe();
  await connect(slack).auth.test();
  const entries = slack.journal.entries();
  expect(entries.map(({ id, direction, what }) => [id, direction, what])).toEqual([
    [2, 'to-slack', 'chat.postMessage'],
    [3, 'to-app', 'command /x'],
    [4, 'to-slack', 'auth.test'],
  ]);
  expect(JSON.stringify(entries)).not.toContain(SECRETS.botToken);
  expect(changes).toEqual(['journal', 'message', 'journal', 'journal']);
});

test('an uninstalled app is told so, and its tokens are dead until it is installed again', async () => {
  const slack = await startStandIn();
  const received = await startSilentApp(slack);
  await slack.appUninstalled();
  expect(received.map((one) => payloadOf(one)['event'])).toEqual([
    { type: 'app_uninstalled' },
    { type: 'tokens_revoked', tokens: { oauth: ['UOWNER'], bot: ['U0STANDIN'] } },
  ]);
  await expect(connect(slack).auth.test()).rejects.toMatchObject({ data: { error: 'account_inactive' } });
  slack.reinstall();
  expect(await connect(slack).auth.test()).toMatchObject({ ok: true });
});

test('nobody acts on what they do not see', async () => {
  const slack = await startStandIn();
  await startSilentApp(slack);
  const { channel = '', ts = '' } = await connect(slack).chat.postMessage({ channel: 'UMIA', text: 'for mia' });
  await expect(slack.as('UADMIN').press({ channel, ts }, { action_id: 'a' })).rejects.toThrow('sees no message');
  await expect(slack.as('UMIA').press({ channel, ts }, { action_id: 'a' })).rejects.toThrow('there is no a');
  await expect(slack.as('UMIA').submit('modal')).rejects.toThrow('no such view');
  expect(() => slack.as('UNOBODY')).toThrow('nobody');
});
