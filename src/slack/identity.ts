import type { WebClient } from '@slack/web-api';

/** Slack did not accept the bot's token, or did not answer: Muster cannot start. */
export class SlackIdentityError extends Error {
  override readonly name = 'SlackIdentityError';
  /** The settings are wrong, rather than Slack out of reach. */
  readonly isOurs: boolean;

  constructor(message: string, isOurs: boolean, options?: ErrorOptions) {
    super(message, options);
    this.isOurs = isOurs;
  }
}

/** The workspace that the bot's token belongs to, as `auth.test` tells it. */
export async function identify(client: WebClient): Promise<{ slackTeamId: string; name: string }> {
  const { team_id: slackTeamId, team } = await client.auth.test().catch((error: unknown) => {
    throw explain(error);
  });
  if (slackTeamId === undefined)
    throw new SlackIdentityError('Slack did not say which workspace this token is for.', false);
  return { slackTeamId, name: team ?? slackTeamId };
}

function explain(error: unknown): SlackIdentityError {
  const code = codeOf(error);
  if (code === null)
    return new SlackIdentityError('Slack cannot be reached. Is SLACK_API_URL right, and the network up?', false, {
      cause: error,
    });
  return new SlackIdentityError(
    `Slack does not accept SLACK_BOT_TOKEN (${code}). Install the app again and copy the new token from api.slack.com/apps → your app → OAuth & Permissions.`,
    true,
    { cause: error },
  );
}

/** Slack's own word, where it answered at all. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('data' in error)) return null;
  const { data } = error;
  return typeof data === 'object' && data !== null && 'error' in data && typeof data.error === 'string'
    ? data.error
    : null;
}
