import type { Logger as SlackLogger } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Logger } from '../log.ts';
import { createSlackLogger } from './slack-logger.ts';

/** A call that takes longer is given back to whoever can try again. */
const CALL_TIMEOUT_MS = 10_000;

/**
 * How Muster talks to the Web API: no retries and no waiting inside of the client. A limit or an outage goes back to
 * the job, which the database keeps.
 */
export function clientOptions(apiUrl: string, logger: SlackLogger): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: CALL_TIMEOUT_MS,
    logger,
  };
}

/** A client of Slack's Web API with the bot's token. */
export function createSlackClient({
  botToken,
  apiUrl,
  log,
}: {
  botToken: string;
  apiUrl: string;
  log: Logger;
}): WebClient {
  return new WebClient(botToken, clientOptions(apiUrl, createSlackLogger(log)));
}
