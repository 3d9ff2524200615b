import type { ChannelInput } from './state/channel.ts';
import type { PersonInput } from './state/person.ts';

export interface UserTokenInput {
  token: string;
  userId: string;
  scopes?: readonly string[];
}

export interface SlackStandInOptions {
  /** Slackbot and the app's own bot user are added. */
  people: readonly PersonInput[];
  teamName?: string;
  teamId?: string;
  /** `#general` (with the bot) and `#random` (without) where nothing is said. */
  channels?: readonly ChannelInput[];
  userGroups?: readonly { id: string; handle: string; users: readonly string[]; disabled?: boolean }[];
  /** Loopback by default. */
  host?: string;
  /** A free port by default. */
  port?: number;
  signingSecret: string;
  botToken: string;
  appToken?: string;
  /** The user token of `adminUserId`, else of the first owner or admin. */
  adminToken?: string;
  adminUserId?: string;
  userTokens?: readonly UserTokenInput[];
  /** Those of the manifest by default, and without one all that the methods here need. */
  botScopes?: readonly string[];
  /** The parsed `manifest.yml`: its scopes, commands and events bound what the app can do and hears. */
  manifest?: unknown;
  /** The clock of `ts`, triggers and response URLs. Signatures and rate limits use the machine's. */
  now?: () => Date;
  /** When an event that was not acknowledged comes again. */
  eventRetryDelaysMs?: readonly number[];
  /** Slack waits three seconds for an acknowledgement. */
  acknowledgeWithinMs?: number;
  /** Slack lets a trigger open a modal for three seconds. */
  triggerLifetimeMs?: number;
  /** Enforce Slack's rate tiers. Off by default. */
  rateLimits?: boolean;
  /** How many calls the journal keeps. */
  journalSize?: number;
}

export const ALL_BOT_SCOPES = [
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'dnd:read',
  'im:history',
  'im:read',
  'im:write',
  'team:read',
  'usergroups:read',
  'users:read',
  'users:read.email',
] as const;
export const USER_SCOPES = ['users:read', 'users:read.email'] as const;
