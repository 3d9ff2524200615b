import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { onTestFinished } from 'vitest';
import type { SlackStandInOptions } from '../../../src/playground/slack/options.ts';
import { createSlackStandIn, type SlackStandIn } from '../../../src/playground/slack/stand-in.ts';

export const SECRETS = {
  signingSecret: 'stand-in-signing-secret',
  botToken: 'xoxb-stand-in-bot',
  appToken: 'xapp-1-stand-in',
  adminToken: 'xoxp-stand-in-admin',
};

const PEOPLE = [
  { id: 'UOWNER', name: 'olivia', is_primary_owner: true, has_2fa: true },
  { id: 'UADMIN', name: 'adam', is_admin: true },
  { id: 'UMIA', name: 'mia' },
];

/** A stand-in that ends with the test. */
export async function startStandIn(options: Partial<SlackStandInOptions> = {}): Promise<SlackStandIn> {
  const slack = await createSlackStandIn({ ...SECRETS, people: PEOPLE, eventRetryDelaysMs: [0, 0, 0], ...options });
  onTestFinished(async () => await slack.close());
  return slack;
}

/** A real Bolt app over signed HTTP. `listen` registers its listeners. */
export async function startHttpApp(slack: SlackStandIn, listen: (app: App) => void): Promise<App> {
  const receiver = new HTTPReceiver({ signingSecret: SECRETS.signingSecret, logLevel: LogLevel.ERROR });
  const app = new App({
    receiver,
    token: SECRETS.botToken,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    logLevel: LogLevel.ERROR,
    deferInitialization: true,
  });
  await app.init();
  listen(app);
  const server = await receiver.start(0);
  onTestFinished(async () => {
    await app.stop();
  });
  const address = 'address' in server ? server.address() : null;
  if (address === null || typeof address === 'string') throw new Error('no port');
  slack.requestUrl = `http://127.0.0.1:${address.port}/slack/events`;
  return app;
}

/** A real Bolt app over Socket Mode. */
export async function startSocketApp(slack: SlackStandIn, listen: (app: App) => void): Promise<App> {
  const app = new App({
    socketMode: true,
    appToken: SECRETS.appToken,
    token: SECRETS.botToken,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    logLevel: LogLevel.ERROR,
    deferInitialization: true,
  });
  await app.init();
  listen(app);
  await app.start();
  onTestFinished(async () => {
    await app.stop();
  });
  return app;
}
