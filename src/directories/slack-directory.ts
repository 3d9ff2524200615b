import type { WebClient } from '@slack/web-api';
import type { MfaReading } from '../domain/mfa.ts';
import { type Directory, type DirectoryAccount, DirectoryError } from '../ports.ts';
import { toWaiting, type Waiting } from './patience.ts';
import { isTokenTrouble } from './slack-failure.ts';
import { listUsers, readUser } from './slack-pages.ts';
import type { SlackReader } from './slack-reader.ts';
import { judgeSight, NO_TOKEN, noteSight } from './slack-sight.ts';
import { emailOf, isMember, type SlackUser } from './slack-user.ts';

export interface SlackDirectoryDeps extends Partial<Waiting> {
  /** With the bot token; lists the same people while there is no admin token. */
  client: WebClient;
  /** With the token of an admin or owner; `null` without SLACK_ADMIN_TOKEN. */
  adminClient: WebClient | null;
  /** The id of our own workspace, once it is known. */
  teamId: () => string;
}

/** slack.com/help/articles/204509068: "visit your Account page at my.slack.com/account/settings". */
const SETUP_URL = 'https://my.slack.com/account/settings';

/** `has_2fa` and `two_factor_type` (`app` or `sms`) of Slack's user object. Absent is unknown, never disabled. */
function readMfa(user: SlackUser): MfaReading {
  if (typeof user.has_2fa !== 'boolean') return { status: 'unknown', method: null };
  if (!user.has_2fa) return { status: 'disabled', method: null };
  const type = user.two_factor_type;
  return { status: 'enabled', method: type === 'app' || type === 'sms' ? type : null };
}

function toAccount(user: SlackUser): DirectoryAccount {
  return { externalId: user.id, slackUserId: user.id, email: emailOf(user), ...readMfa(user) };
}

/**
 * Slack's own 2FA. Only the token of an admin or owner sees it; with any other every status is `unknown` and
 * `blindness` says why, as of the last pass. What goes wrong is thrown as a `DirectoryError`.
 */
export function createSlackDirectory(deps: SlackDirectoryDeps): Directory {
  const { client, adminClient, teamId } = deps;
  const waiting = toWaiting(deps);
  const reader: SlackReader =
    adminClient === null
      ? { client, setting: 'SLACK_BOT_TOKEN', ...waiting }
      : { client: adminClient, setting: 'SLACK_ADMIN_TOKEN', ...waiting };
  let blindness = adminClient === null ? NO_TOKEN : null;

  const isAccount = (user: SlackUser) => isMember(user, teamId()) && user.deleted !== true;

  function noteTrouble(error: unknown): void {
    const isBlinding = isTokenTrouble(error) || (error instanceof DirectoryError && error.code === 'wrong_workspace');
    if (adminClient !== null && isBlinding) blindness = error.sentence;
  }

  async function* listAccounts(signal?: AbortSignal) {
    const sight = { others: 0, active: 0, shown: 0 };
    try {
      for await (const users of listUsers(reader, signal)) {
        const accounts = users.filter(isAccount);
        noteSight(sight, users, accounts);
        yield accounts.map(toAccount);
      }
      if (adminClient !== null) blindness = judgeSight(sight);
    } catch (error) {
      noteTrouble(error);
      throw error;
    }
  }

  async function readAccount(externalId: string): Promise<DirectoryAccount | null> {
    try {
      const user = await readUser(reader, externalId);
      return user !== null && isAccount(user) ? toAccount(user) : null;
    } catch (error) {
      noteTrouble(error);
      throw error;
    }
  }

  return {
    name: 'slack',
    label: 'Slack',
    setupUrl: SETUP_URL,
    capabilities: { hold: false },
    get blindness() {
      return blindness;
    },
    listAccounts,
    externalIdOf: (slackUserId) => slackUserId,
    readAccount,
  };
}
