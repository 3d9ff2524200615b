import { DirectoryError } from '../ports.ts';
import { isHuman, type SlackUser } from './slack-user.ts';

const GET_ONE =
  'Let an admin or owner of this workspace install the app, and put their User OAuth Token (xoxp-…) from api.slack.com/apps → your app → OAuth & Permissions';

export const NO_TOKEN = `Slack shows only to admins who has MFA on. ${GET_ONE}, into SLACK_ADMIN_TOKEN; then restart Muster.`;
const NO_ADMIN = `The token in SLACK_ADMIN_TOKEN belongs to somebody who is not an admin of this workspace (any more), and Slack shows only to admins who has MFA on. ${GET_ONE}, there; then restart Muster.`;
const ELSEWHERE = `The token in SLACK_ADMIN_TOKEN belongs to another workspace. ${GET_ONE}, there; then restart Muster.`;

/** What one pass with the admin's token has seen. */
export interface Sight {
  /** Humans who are no accounts here: of another workspace, or invited. */
  others: number;
  active: number;
  /** Of the active, how many show whether they have MFA. */
  shown: number;
}

export function noteSight(sight: Sight, users: readonly SlackUser[], accounts: readonly SlackUser[]): void {
  sight.active += accounts.length;
  sight.shown += accounts.filter((user) => typeof user.has_2fa === 'boolean').length;
  sight.others += users.filter((user) => isHuman(user) && user.deleted !== true).length - accounts.length;
}

/** What keeps the token from seeing MFA, as a sentence; `null` when nothing does. */
export function judgeSight({ others, active, shown }: Sight): string | null {
  if (active === 0 && others > 0) throw new DirectoryError('wrong_workspace', ELSEWHERE);
  // Somebody who is no admin is shown their own MFA and nobody else's.
  const isBlind = active > 0 && (shown === 0 || (shown === 1 && active > 1));
  return isBlind ? NO_ADMIN : null;
}
