import type { WebClient } from '@slack/web-api';
import type { Config } from '../../config.ts';
import { createLogger } from '../../log.ts';
import { createSlackClient } from '../../slack/client.ts';
import { explainRefusal, identify } from '../../slack/identity.ts';
import { BOT_SCOPES } from '../../slack/ids.ts';
import { type Finding, look, note, well, wrong } from './finding.ts';

/** The bot's token with its scopes, and how Slack reaches Muster. What the admin's token sees is asked of the directory. */
export async function checkSlack({ slack }: Config): Promise<readonly Finding[]> {
  const { botToken, apiUrl, receive } = slack;
  const log = createLogger('silent');
  const client = createSlackClient({ botToken, apiUrl, log });
  const groups = await Promise.all([
    look('Slack', () => checkBotToken(client)),
    receive.mode === 'socket'
      ? look('Socket Mode', () => checkAppToken(createSlackClient({ botToken: receive.appToken, apiUrl, log })))
      : [
          note(
            'Slack over HTTP',
            'SLACK_SIGNING_SECRET is set; only a request of Slack shows whether it is right',
            'Nothing, as long as `/mfa` answers in Slack.',
          ),
        ],
  ]);
  return groups.flat();
}

async function checkBotToken(client: WebClient): Promise<Finding[]> {
  const { name } = await identify(client);
  const granted = new Set((await client.auth.test()).response_metadata?.scopes);
  const missing = BOT_SCOPES.filter((scope) => !granted.has(scope));
  if (missing.length === 0) return [well('Slack', `the bot's token is for ${name} and has every scope`)];
  return [
    wrong(
      'Slack',
      `the bot's token is for ${name}, but lacks ${missing.join(', ')}`,
      'Paste manifest.yml into the manifest of the app at api.slack.com/apps → your app → App Manifest, then install the app again.',
    ),
  ];
}

/** Asks for an address to connect to, and does not connect. */
async function checkAppToken(client: WebClient): Promise<Finding[]> {
  await client.apps.connections.open({}).catch((error: unknown) => {
    throw explainRefusal(error, 'SLACK_APP_TOKEN');
  });
  return [well('Socket Mode', 'Slack accepts the app-level token')];
}
