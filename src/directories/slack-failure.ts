import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { DirectoryError } from '../ports.ts';
import type { Failure } from './patience.ts';

/** The variable that holds the token of a call, for sentences that say what to do. */
export type TokenSetting = 'SLACK_BOT_TOKEN' | 'SLACK_ADMIN_TOKEN';

const REPLACEMENT: Record<TokenSetting, string> = {
  SLACK_BOT_TOKEN: 'Install the app again and put its Bot User OAuth Token',
  SLACK_ADMIN_TOKEN: 'Let an admin or owner of this workspace install the app and put their User OAuth Token',
};

/** What Slack says of a token, as the end of a sentence. */
const TOKEN_TROUBLE: Readonly<Record<string, string>> = {
  invalid_auth: 'is not valid',
  not_authed: 'is not valid',
  not_allowed_token_type: 'is of the wrong kind',
  token_expired: 'has expired',
  token_revoked: 'was revoked',
  account_inactive: 'belongs to somebody who was deactivated',
  missing_scope: 'lacks a scope that is in manifest.yml',
  no_permission: 'lacks a permission',
  access_denied: 'may not read this',
  team_access_not_granted: 'may not read this workspace',
};

/** Errors that go by themselves (docs.slack.dev, common errors of every method). */
const PASSING = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'ratelimited']);

const OTHER: Readonly<Record<string, string>> = {
  invalid_cursor: 'Slack lost the place in the list while Muster was reading it. Please try again.',
  two_factor_setup_required: 'Slack wants the person behind the token to set up two-factor authentication first.',
  team_added_to_org: 'This workspace is moving into an Enterprise organization. Please try again when Slack is done.',
  org_login_required: 'This workspace is moving into an Enterprise organization. Please try again when Slack is done.',
};

/** The token itself is in trouble: asking again helps nothing until somebody replaces it. */
export function isTokenTrouble(error: unknown): error is DirectoryError {
  return error instanceof DirectoryError && Object.hasOwn(TOKEN_TROUBLE, error.code);
}

function sentenceOf(code: string, setting: TokenSetting): string {
  const trouble = TOKEN_TROUBLE[code];
  if (trouble !== undefined) {
    return `Slack says that the token in ${setting} ${trouble}. ${REPLACEMENT[setting]} there (api.slack.com/apps → your app → OAuth & Permissions), then restart Muster.`;
  }
  return OTHER[code] ?? `Slack answered ${code}. Please try again in a few minutes.`;
}

export function unreadableAnswer(detail: string, cause: unknown): DirectoryError {
  const sentence = `Slack sent an answer that Muster does not understand (${detail}). Please try again in a few minutes.`;
  return new DirectoryError('invalid_response', sentence, { cause });
}

function judgePlatformError(error: WebAPIPlatformError, setting: TokenSetting): Failure {
  const code: unknown = error.data.error;
  // WebClient puts a body that is no JSON where the code belongs.
  if (typeof code !== 'string' || !/^[a-z0-9_]{1,80}$/.test(code)) {
    return { type: 'passing', error: unreadableAnswer('no JSON', error) };
  }
  const translated = new DirectoryError(code, sentenceOf(code, setting), { cause: error });
  return { type: PASSING.has(code) ? 'passing' : 'final', error: translated };
}

function judgeStatus(error: WebAPIHTTPError): Failure {
  const code = `http_${error.statusCode}`;
  if (error.statusCode >= 500) {
    const sentence = `Slack has trouble at the moment (HTTP status ${error.statusCode}). Please try again in a few minutes.`;
    return { type: 'passing', error: new DirectoryError(code, sentence, { cause: error }) };
  }
  const sentence = `Slack was not reached, but something that answers with HTTP status ${error.statusCode}. Check SLACK_API_URL and the proxies on the way.`;
  return { type: 'final', error: new DirectoryError(code, sentence, { cause: error }) };
}

/** What an error of `WebClient` means: wait, try again, or give up. */
export function judgeFailure(error: unknown, setting: TokenSetting): Failure {
  if (error instanceof WebAPIRateLimitedError) return { type: 'limited', afterMs: error.retryAfter * 1_000 };
  if (error instanceof WebAPIPlatformError) return judgePlatformError(error, setting);
  if (error instanceof WebAPIHTTPError) return judgeStatus(error);
  const sentence = 'Slack could not be reached. Check the network of Muster, then try again.';
  return { type: 'passing', error: new DirectoryError('request_failed', sentence, { cause: error }) };
}
