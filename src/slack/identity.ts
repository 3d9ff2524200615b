import type { WebClient } from '@slack/web-api';
import { StartError } from '../errors.ts';

/** Slack did not accept a token, or did not answer: Muster cannot start. */
export class SlackIdentityError extends StartError {
  override readonly name = 'SlackIdentityError';
}

/** Where each token is copied from. */
const FOUND_AT = {
  SLACK_BOT_TOKEN:
    'Install the app again and copy the new token from api.slack.com/apps → your app → OAuth & Permissions.',
  SLACK_APP_TOKEN:
    'Generate a new one with the scope connections:write at api.slack.com/apps → your app → Basic Information → App-Level Tokens.',
} as const;

/** The workspace that the bot's token belongs to, as `auth.test` tells it. */
export async function identify(client: WebClient): Promise<{ slackTeamId: string; name: string }> {
  const { team_id: slackTeamId, team } = await client.auth.test().catch((error: unknown) => {
    throw explainRefusal(error, 'SLACK_BOT_TOKEN');
  });
  if (slackTeamId === undefined)
    throw new SlackIdentityError('Slack did not say which workspace this token is for.', false);
  return { slackTeamId, name: team ?? slackTeamId };
}

/** What a failed call means for somebody who starts Muster. */
export function explainRefusal(error: unknown, setting: keyof typeof FOUND_AT): SlackIdentityError {
  const code = codeOf(error);
  if (code === null)
    return new SlackIdentityError('Slack cannot be reached. Is SLACK_API_URL right, and the network up?', false, {
      cause: error,
    });
  return new SlackIdentityError(`Slack does not accept ${setting} (${code}). ${FOUND_AT[setting]}`, true, {
    cause: error,
  });
}

/** Slack's own word, where it answered at all. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('data' in error)) return null;
  const { data } = error;
  return typeof data === 'object' && data !== null && 'error' in data && typeof data.error === 'string'
    ? data.error
    : null;
}
