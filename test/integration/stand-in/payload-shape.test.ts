import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { SECRETS, startStandIn } from './bolt-app.ts';
import { payloadOf, startSilentApp } from './silent-app.ts';

const fixtures = process.env['SLACK_FIXTURES_DIR'] ?? '';
const reason = fixtures === '' ? ' (skipped: SLACK_FIXTURES_DIR is not set)' : '';

/** Below these keys an app or a person decides what stands there. */
const FREE = new Set(['blocks', 'values', 'attachments', 'metadata', 'actions']);

/** The paths of all keys: `view.title.text`. */
function keysOf(value: unknown, prefix = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => keysOf(item, prefix));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return FREE.has(key) ? [path] : [path, ...keysOf(inner, path)];
  });
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(join(fixtures, path), 'utf8'));
}

/** The recorded payloads of a kind. */
function recorded(prefix: string): unknown[] {
  return ['bolt-python', 'java-slack-sdk'].flatMap((source) =>
    readdirSync(join(fixtures, 'payloads', source))
      .filter((name) => name.startsWith(prefix))
      .map((name) => read(join('payloads', source, name))),
  );
}

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const button = {
  type: 'actions' as const,
  block_id: 'b',
  elements: [{ type: 'button' as const, action_id: 'a', text: plain('Go') }],
};
const modal = {
  type: 'modal' as const,
  title: plain('T'),
  submit: plain('S'),
  notify_on_close: true,
  blocks: [
    { type: 'input' as const, label: plain('L'), element: { type: 'plain_text_input' as const, action_id: 'i' } },
  ],
};

async function record() {
  const slack = await startStandIn();
  const received = await startSilentApp(slack);
  const client = new WebClient(SECRETS.botToken, { slackApiUrl: slack.apiUrl });
  const mia = slack.as('UMIA');
  const { triggerId } = await mia.command('/x', 'y');
  await client.views.open({ trigger_id: triggerId, view: modal });
  await mia.submit('modal', { i: 'text' });
  const again = await mia.command('/x');
  await client.views.open({ trigger_id: again.triggerId, view: modal });
  await mia.close();
  const { channel = '', ts = '' } = await client.chat.postMessage({ channel: 'UMIA', text: 'x', blocks: [button] });
  await mia.press({ channel, ts }, { action_id: 'a' });
  await client.views.publish({ user_id: 'UMIA', view: { type: 'home', blocks: [button] } });
  await mia.press('home', { action_id: 'a' });
  await mia.openHome();
  await slack.join({ name: 'nina' });
  await slack.leave('UMIA');
  await slack.appUninstalled();
  return received.map(payloadOf);
}

function nameOf(payload: Record<string, unknown>): string {
  const { type, command, event, container } = payload;
  if (command !== undefined) return 'slash_command';
  if (type === 'event_callback') return `event.${Object(event).type}`;
  return type === 'block_actions' ? `block_actions.${Object(container).type}` : String(type);
}

/** The sample that knows all keys, the recorded files, and the keys that Slack is known to send although none has them. */
const KINDS: [string, string, string, string[]][] = [
  ['slash_command', 'app-backend/slash-commands/SlashCommandPayload.json', 'slash_command', []],
  ['view_submission', 'app-backend/views/ViewSubmissionPayload.json', 'view_submission', []],
  ['view_closed', 'app-backend/views/ViewClosedPayload.json', 'view_closed', []],
  ['block_actions.message', 'app-backend/interactive-components/BlockActionPayload.json', 'block_actions.message', []],
  ['block_actions.view', 'app-backend/interactive-components/BlockActionPayload.json', 'block_actions.home', []],
  ['event.app_home_opened', 'events/AppHomeOpenedPayload.json', 'event.app_home_opened', []],
  ['event.team_join', 'events/TeamJoinPayload.json', 'event.team_join', ['event.event_ts']],
  ['event.user_change', 'events/UserChangePayload.json', 'event.user_change', ['event.event_ts', 'event.cache_ts']],
  ['event.app_uninstalled', 'events/AppUninstalledPayload.json', 'event.app_uninstalled', []],
  ['event.tokens_revoked', 'events/TokensRevokedPayload.json', 'event.tokens_revoked', []],
];

describe.skipIf(fixtures === '')(`payloads have the shape of Slack's${reason}`, () => {
  test('every key is known, and every key that all recorded payloads have is there', async () => {
    const payloads = await record();
    for (const [name, sample, prefix, extra] of KINDS) {
      const ours = payloads.filter((payload) => nameOf(payload) === name);
      expect(ours, name).not.toEqual([]);
      const files = recorded(prefix);
      const known = new Set([
        ...keysOf(read(join('payload-samples', sample))),
        ...files.flatMap((file) => keysOf(file)),
        ...extra,
      ]);
      const [first = [], ...rest] = files.map((file) => Object.keys(Object(file)));
      const required = first.filter((key) => rest.every((keys) => keys.includes(key)));
      for (const payload of ours) {
        expect(
          keysOf(payload).filter((key) => !known.has(key)),
          `${name}: unknown keys`,
        ).toEqual([]);
        expect(
          required.filter((key) => !(key in payload) && !key.startsWith('enterprise')),
          `${name}: missing keys`,
        ).toEqual([]);
      }
    }
  });
});
