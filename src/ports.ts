/** What has, or will have, several implementations. The database is not a port: repositories are functions of a handle. */

import type { DeliveryId, EnforceRequestId, InvitationTaskId, RoundId, SlackUserId } from './domain/ids.ts';
import type { Role } from './domain/member.ts';
import type { EnforceOutcome, Envelope, MailMessage, SlackMessageRef } from './domain/message.ts';
import type { MfaReading } from './domain/mfa.ts';

/** The clock of the rules and of `due_at`. Leases, backoff and signatures use the machine's. */
export interface Clock {
  now(): Date;
}

/** A person as Slack's roster tells it. Bots, apps, Slackbot and people of other workspaces are left out by the adapter. */
export interface RosterPerson {
  slackUserId: SlackUserId;
  name: string;
  /** As Slack has it, or `null` where the app may not see it. */
  email: string | null;
  /** IANA time zone, `null` where the person has none. */
  timeZone: string | null;
  role: Role;
  deactivated: boolean;
  /** Until when their status says that they are away; absent or `null` when it does not. */
  awayUntil?: Date | null;
}

/** Slack's `users.list`: always the roster. */
export interface Roster {
  /** One complete pass, page by page. A pass that cannot be completed throws; what came before is worth nothing. */
  listPeople(signal?: AbortSignal): AsyncIterable<readonly RosterPerson[]>;
  /** One person, now. `null` for who is not a member by DESIGN's words (a bot, another workspace's, not found). */
  readPerson(slackUserId: SlackUserId): Promise<RosterPerson | null>;
  /** The people in a user group (`S…`); empty when the group is disabled or gone. */
  listUserGroup(userGroupId: string): Promise<readonly SlackUserId[]>;
  /** Until when each of these people does not want to be disturbed, for those who do not at the moment. */
  listUndisturbed(slackUserIds: readonly SlackUserId[], now: Date): Promise<ReadonlyMap<SlackUserId, Date>>;
}

export const DIRECTORY_NAMES = ['slack', 'scaleway', 'github', 'google', 'entra', 'okta', 'csv'] as const;
export type DirectoryName = (typeof DIRECTORY_NAMES)[number];

export interface DirectoryAccount extends MfaReading {
  /** The account's id in the directory. */
  externalId: string;
  /** The person's Slack id where the directory knows it, else the match is by email. */
  slackUserId: SlackUserId | null;
  email: string | null;
  /** As the directory has it; absent or `null` where it does not say. */
  name?: string | null;
  /** What the person signs in with, where that is not the address; absent or `null` where it is, or is not told. */
  login?: string | null;
  /** IANA time zone; absent or `null` where the directory does not say. */
  timeZone?: string | null;
  /** An owner or administrator of the directory itself, whom Muster never locks. */
  isOwner?: boolean;
}

/**
 * Until when one provider lets nobody ask: what one process has learnt, every other respects. `bucket`: what the provider
 * limits apart from the rest.
 */
export interface Pauses {
  /** 0 when nobody has to wait. */
  leftMs(bucket: string): Promise<number>;
  /** The provider said to wait. The later end counts. */
  extend(bucket: string, delayMs: number): Promise<void>;
}

/** Whether an account is kept out, by whomever; `gone`: there is no such account any more. */
export type LockReading = 'locked' | 'unlocked' | 'gone';

/** Keeps an account out, and lets it in again. Doing either twice does no harm. Errors are `DirectoryError`s. */
export interface DirectoryLocking {
  /** As it is now. It tells of accounts too that `listAccounts` leaves out because they are locked. */
  readLock(externalId: string): Promise<LockReading>;
  lock(externalId: string): Promise<void>;
  unlock(externalId: string): Promise<void>;
  /** The account behind Muster's own credentials, which is never locked; `null` when no person's account is. */
  findOwnAccount(): Promise<string | null>;
}

/** Lets a person in who has no account yet. */
export interface DirectoryInviting {
  /** The directory sends its own email. Somebody who was invited already is a `DirectoryError`. */
  invite(email: string): Promise<void>;
}

/** The directory itself gives people time to set MFA up. */
export interface DirectoryGrace {
  /** Until when the account may be without MFA; `null` when no such time runs. */
  findGraceEnd(externalId: string): Promise<Date | null>;
}

/** What a directory can do, declared and never guessed. */
export interface DirectoryCapabilities {
  /** People who are new or invited without MFA are kept out by the directory itself. */
  hold: boolean;
}

/** An authority on who has MFA. */
export interface Directory {
  readonly name: DirectoryName;
  readonly label: string;
  readonly setupUrl: string;
  readonly capabilities: DirectoryCapabilities;
  /**
   * What is missing for the directory to see MFA at all, as a sentence that says what to do; `null` when nothing is.
   * Every status is then `unknown`.
   */
  readonly blindness: string | null;
  /** Absent or `null`: the directory cannot lock, or Muster does not do it there. */
  readonly locking?: DirectoryLocking | null;
  /** Absent or `null`: the directory does not invite, or Muster does not do it there. */
  readonly inviting?: DirectoryInviting | null;
  /** Absent or `null`: the directory has no such time, or does not show it. */
  readonly grace?: DirectoryGrace | null;
  /** Calls `onChange` when there is news, where the directory can tell. Absent: it has to be read. */
  readonly watch?: (onChange: () => void) => { close(): void };
  /** One complete pass, page by page; throws when it cannot be completed. */
  listAccounts(signal?: AbortSignal): AsyncIterable<readonly DirectoryAccount[]>;
  /** The account that a person must have, where it follows from who they are in Slack; else `null`: the next reading finds it. */
  externalIdOf(slackUserId: SlackUserId): string | null;
  /** One account, now; `null` when it is gone. */
  readAccount(externalId: string): Promise<DirectoryAccount | null>;
}

/** What a modal that waits for a request to enforce shows. */
export type EnforceProgress =
  | { type: 'reading'; peopleRead: number }
  | { type: 'decided'; outcome: EnforceOutcome }
  | { type: 'cancelled' };

export interface RoundCounts {
  sent: number;
  /** Reminded less than an hour ago, or not in need of it any more. */
  skipped: number;
  failed: number;
  total: number;
}

/** What a modal that waits for a round of reminders shows. `failed`: its reading failed, so nothing was sent. */
export type RoundProgress =
  | { type: 'sending'; counts: RoundCounts }
  | { type: 'finished'; roundId: RoundId; counts: RoundCounts }
  | { type: 'failed'; sentence: string };

/** How Muster speaks in Slack. Errors are `DeliveryError`s that say whether to try again. */
export interface Notifier {
  /**
   * Sends a direct message and returns where it stands. With `firstAttempt: false` it first looks in the
   * conversation's history for this delivery id, and returns the earlier message where it finds it.
   * `channel` is the direct message's channel where it is known.
   */
  send(
    to: { slackUserId: SlackUserId; channel: string | null },
    envelope: Envelope,
    options: { firstAttempt: boolean },
  ): Promise<SlackMessageRef>;
  /**
   * Sends into a channel. A second attempt does not look for the first: that would take the right to read what people
   * write there.
   */
  post(channel: string, envelope: Envelope): Promise<SlackMessageRef>;
  /** Says in a channel what will come there; `false` when Muster is not in it. */
  greet(channel: string): Promise<boolean>;
  /** Replaces an earlier direct message. Doing it twice does no harm. A message that is gone is a success. */
  edit(at: SlackMessageRef, envelope: Envelope): Promise<void>;
  /** Updates the modal of a request to enforce. A modal that was closed is no error. */
  showEnforce(viewId: string, requestId: EnforceRequestId, progress: EnforceProgress): Promise<void>;
  /** Updates the modal of a round of reminders. A modal that was closed is no error. */
  showRound(viewId: string, roundId: RoundId, progress: RoundProgress): Promise<void>;
}

export interface Mailer {
  /** `false` when `SMTP_URL` is unset: no email deliveries are planned then. */
  readonly enabled: boolean;
  /** Sends one message. Its `Message-ID` is made of the delivery's id, so that it stays the same over all attempts. */
  send(to: string, mail: Mail): Promise<void>;
}

/** The delivery, or the task of an invitation, whose mail it is. */
export interface Mail {
  deliveryId: DeliveryId | InvitationTaskId;
  message: MailMessage;
}

/** Wakes the workers. The database owns the work: a wake-up that is lost delays it until the next sweep. */
export interface Queue {
  /** There are deliveries that are due, or will be. */
  wakeDeliveries(): Promise<void>;
  /** A reading was asked for. */
  wakeReadings(): Promise<void>;
}

/** Why sending failed, and whether it is worth another try. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly code: string;
  readonly retry: { type: 'never' } | { type: 'backoff' } | { type: 'after'; delayMs: number };

  constructor(code: string, retry: DeliveryError['retry'], options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.retry = retry;
  }
}

/** Why a directory or the roster could not be read. `code` is the provider's own word for it. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';
  readonly code: string;
  /** A short sentence for people: what failed and what to do. */
  readonly sentence: string;

  constructor(code: string, sentence: string, options?: ErrorOptions) {
    super(`${code}: ${sentence}`, options);
    this.code = code;
    this.sentence = sentence;
  }
}
