import { setTimeout as pause } from 'node:timers/promises';
import type { AuthTestResponse, WebClient } from '@slack/web-api';
import { StartError, systemCode } from '../errors.ts';

/** Slack did not accept a token, or did not answer: Muster cannot start. */
export class SlackIdentityError extends StartError {
  override readonly name = 'SlackIdentityError';
}

const RETRY_AFTER_MS = 1_000;

/** Where each token is copied from. */
const FOUND_AT = {
  SLACK_BOT_TOKEN:
    'Install the app again and copy the new token from api.slack.com/apps → your app → OAuth & Permissions.',
  SLACK_APP_TOKEN:
    'Generate a new one with the scope connections:write at api.slack.com/apps → your app → Basic Information → App-Level Tokens.',
} as const;

/** The workspace that the bot's token belongs to, as `auth.test` tells it. */
export async function identify(client: WebClient): Promise<{ slackTeamId: string; name: string }> {
  const { team_id: slackTeamId, team } = await testAuth(client);
  if (slackTeamId === undefined)
    throw new SlackIdentityError('Slack did not say which workspace this token is for.', false);
  return { slackTeamId, name: team ?? slackTeamId };
}

/** What Slack says of the bot's token. */
export async function testAuth(client: WebClient): Promise<AuthTestResponse> {
  return await ask(client).catch((error: unknown) => {
    throw explainRefusal(error, 'SLACK_BOT_TOKEN');
  });
}

/** A machine that has just started may be ahead of its network, or busy with all else that starts. */
async function ask(client: WebClient, tries = 3): Promise<AuthTestResponse> {
  try {
    return await client.auth.test();
  } catch (error) {
    if (tries === 1 || codeOf(error) !== null) throw error;
    await pause(RETRY_AFTER_MS);
    return await ask(client, tries - 1);
  }
}

/** What a failed call means for somebody who starts Muster. */
export function explainRefusal(error: unknown, setting: keyof typeof FOUND_AT): SlackIdentityError {
  const code = codeOf(error);
  if (code === null) {
    const reason = reasonOf(error);
    const sentence = `Slack cannot be reached${reason === null ? '' : ` (${reason})`}. Is SLACK_API_URL right, and the network up?`;
    return new SlackIdentityError(sentence, false, { cause: error });
  }
  return new SlackIdentityError(`Slack does not accept ${setting} (${code}). ${FOUND_AT[setting]}`, true, {
    cause: error,
  });
}

/** What the network said, such as `ECONNREFUSED`: the client wraps it several times. */
function reasonOf(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = 'original' in at ? at.original : at.cause) {
    const code = systemCode(at);
    if (code !== null && !code.startsWith('slack_')) return code;
  }
  return null;
}

/** Slack's own word, where it answered at all. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('data' in error)) return null;
  const { data } = error;
  return typeof data === 'object' && data !== null && 'error' in data && typeof data.error === 'string'
    ? data.error
    : null;
}
