import { App } from '@slack/bolt';
import type { Logger } from '../log.ts';
import { clientOptions, createSlackClient } from './client.ts';
import { createErrorHandler } from './errors.ts';
import { createSlackLogger } from './slack-logger.ts';

/** Who we are in Slack. */
export interface Identity {
  teamId: string;
  botId: string;
  botUserId: string;
}

/** Arrivals are handed to Bolt by our own dispatcher, so it has nothing to receive. */
const NO_RECEIVER = { init: () => {}, start: async () => {}, stop: async () => {} };

/** Bolt for our own workspace. Another workspace is not authorized, which the error handler tells kindly. */
export function createBoltApp(options: { botToken: string; apiUrl: string; identity: Identity; log: Logger }): App {
  const { botToken, apiUrl, identity, log } = options;
  const logger = createSlackLogger(log);
  const client = createSlackClient({ botToken, apiUrl, log });
  const app = new App({
    receiver: NO_RECEIVER,
    authorize: async ({ teamId }) => {
      if (teamId !== identity.teamId) throw new Error(`workspace ${teamId} is not ours`);
      return { ...identity, botToken };
    },
    clientOptions: clientOptions(apiUrl, logger),
    logger,
    convoStore: false,
    extendedErrorHandler: true,
    deferInitialization: true,
  });
  app.error(createErrorHandler({ client, log }));
  return app;
}
