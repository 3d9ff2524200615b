import type { ApprovalState, ApprovedAct } from './approval.ts';
import type { Standing } from './enforcement.ts';
import type { ApprovalId, DeliveryId, NoticeId, ReminderId, RoundId } from './ids.ts';
import type { Person } from './member.ts';
import type { Tally } from './readiness.ts';
import type { TurningOn, Wait } from './turning-on.ts';

/** Where an account lives and where its owner turns MFA on. */
export interface SetupGuide {
  /** What people call the directory: `Slack`, `Scaleway`. */
  directoryLabel: string;
  /** Which of the person's accounts there, where it is not plain; `null` where it is. */
  accountName: string | null;
  /** The page on which the person turns MFA on. */
  setupUrl: string;
}

/** `Slack`, or `GitHub (octocat)`: as raw as what it is made of. */
export function guideLabel({
  directoryLabel,
  accountName,
}: Pick<SetupGuide, 'directoryLabel' | 'accountName'>): string {
  return accountName === null ? directoryLabel : `${directoryLabel} (${accountName})`;
}

/**
 * Why somebody is asked: an admin or a campaign asked, a violation opened, the person is new while enforcement is on, it
 * turns on at a date (`scheduled`), or it has turned on by itself and they lack MFA (`required`).
 */
export type ReminderReason = 'manual' | 'violation' | 'welcome' | 'campaign' | 'scheduled' | 'required';

/** What a reminder of a campaign says besides. */
export interface CampaignWords {
  /** The owner's own message; free text, never trusted. */
  message: string | null;
  /** How often this member may still put it off. */
  snoozesLeft: number;
  /** By how many days the deadline was moved because the member was away; 0 for not at all. */
  movedDays: number;
}

export interface ReminderMessage {
  kind: 'reminder';
  reminderId: ReminderId;
  reason: ReminderReason;
  recipient: Person;
  organizationName: string;
  /** Who asked; `null` when Muster did by itself. */
  requestedBy: Person | null;
  /** The accounts of this person that lack MFA; never empty. */
  guides: readonly SetupGuide[];
  /** Their MFA is by text message only, which does not count here. */
  onlySms?: boolean;
  /** Those that Muster has locked: the person cannot get in without somebody's help. Absent: none. */
  locked?: readonly SetupGuide[];
  /** Until when; `null` when nobody set a date. */
  deadline: Date | null;
  /** Set where the reason is `campaign`. */
  campaign?: CampaignWords | null | undefined;
}

/** What a reminder's message becomes when there is nothing left to ask for. */
export interface ReminderClosedMessage {
  kind: 'reminder_closed';
  reminderId: ReminderId;
  recipient: Person;
  organizationName: string;
  outcome: 'enabled' | 'admitted' | 'no_longer_required';
}

/** Who did it: a person, the server's command line, or Muster by a rule. */
export type Doer = { type: 'person'; person: Person } | { type: 'server' } | { type: 'muster' };

/** The end of the audit chain at that moment, so that a chain rewritten later is seen. */
export interface AuditHead {
  sequence: number;
  hash: string;
}

/** How enforcement came to be on: somebody asked for it, or it turned on by itself. */
export const TURNED_ON = ['asked', 'when_ready', 'by_date', 'pause_over'] as const;
export type TurnedOn = (typeof TURNED_ON)[number];

/** Where it can turn on by itself. */
export const WAITING_STANDINGS = ['armed', 'scheduled', 'paused'] as const satisfies readonly Standing[];
export type WaitingStanding = (typeof WAITING_STANDINGS)[number];

export interface NoticeFacts {
  noticeId: NoticeId;
  recipient: Person;
  organizationName: string;
  at: Date;
}

/** The outcome of a request to enforce, told to the person who asked. */
export type EnforceOutcome =
  | { type: 'enforced'; tally: Tally }
  | {
      type: 'refused';
      sentence: string;
      tally: Tally | null;
      /** The first people who are missing or unknown; private to the actor. */
      missing: readonly { person: Person; status: 'disabled' | 'unknown' }[];
      /** How many are missing or unknown in all. */
      missingTotal: number;
      /** How many of these are `disabled`: the ones who can be reminded. */
      remindable: number;
      /** How it may be let turn on by itself, where people are missing. */
      offers: readonly TurningOn['type'][];
    };

/** The week, to owners. */
export interface WeeklySummary {
  enabled: number;
  counted: number;
  /** The same a week ago; `null` the first time. */
  before: { enabled: number; counted: number } | null;
  /** Of those whom open campaigns have reminded; all 0 without one. */
  reminded: number;
  answered: number;
  /** The first of those who get messages and do not answer, and how many they are. */
  stuck: readonly Person[];
  stuckTotal: number;
  /** Exemptions that end within two weeks, soonest first. */
  ending: readonly { person: Person; endsAt: Date }[];
}

/** Somebody asks for help with turning MFA on. */
export interface HelpRequest {
  /** `null` in a channel, where names are private: whoever may see them asks who it is. */
  member: Person | null;
  /** How often they were reminded, and when it was last looked whether their MFA is on. */
  reminded: number;
  checkedAt: Date | null;
  /** The channel for help, where Muster could not write there: this comes to owners instead. */
  unreachable: string | null;
}

/** A request that a second person agrees, as it stands. */
export interface ApprovalNews {
  approvalId: ApprovalId;
  act: ApprovedAct;
  /** Whom it exempts; never in an email. */
  about: Person | null;
  reason: string | null;
  by: Person;
  state: ApprovalState;
  decidedBy: Person | null;
  announced: boolean;
  endsAt: Date;
}

/** A message to owners, or to one person about their own request. */
export type NoticeMessage = NoticeFacts &
  /** `by` asked for it or, where it turned on by itself, had set it. `graceEndsAt` is for those who lack MFA. */
  (
    | { kind: 'enforcement_on'; by: Doer; how: TurnedOn; tally: Tally; graceEndsAt: Date | null; head: AuditHead }
    /** `until`: it comes back by itself then. */
    | {
        kind: 'enforcement_stopped';
        by: Doer;
        /** The second person who agreed, where it takes two. */
        approvedBy: Person | null;
        reason: string | null;
        until: Date | null;
        head: AuditHead;
      }
    /** With *Approve* and *Decline* while it is open; then it says what became of it. */
    | ({ kind: 'approval_requested' } & ApprovalNews)
    /** To who asked. */
    | ({ kind: 'approval_ended' } & ApprovalNews)
    /** `until`: the date; `null` when it turns on as soon as everyone is ready. */
    | { kind: 'enforcement_armed'; by: Doer; until: Date | null; tally: Tally }
    | { kind: 'enforcement_disarmed'; by: Doer; was: 'armed' | 'scheduled' }
    | { kind: 'enforcement_waits'; was: WaitingStanding; reason: Wait }
    /** It does not turn on: `by`, who had set it, may no longer enforce. */
    | { kind: 'enforcement_lapsed'; by: Doer; was: WaitingStanding }
    | { kind: 'enforce_result'; outcome: EnforceOutcome }
    /** One notice for all whom one reading found; the first 20 by name. */
    | { kind: 'violation_opened'; members: readonly Person[]; total: number; onlySms?: number; graceEndsAt: Date }
    | { kind: 'violations_overdue'; members: readonly Person[]; total: number }
    /** One notice for all whom one round locked. */
    | { kind: 'accounts_locked'; members: readonly Person[]; total: number; directoryLabels: readonly string[] }
    /** To people with `manage`: more than the limit of the day; a press allows what waited at `at`. */
    | { kind: 'locks_waiting'; members: readonly Person[]; total: number }
    | { kind: 'unlock_failed'; members: readonly Person[]; total: number; directoryLabel: string }
    /** To who was locked: where, and whom to ask. */
    | { kind: 'account_locked'; guides: readonly SetupGuide[]; contacts: readonly Person[] }
    | { kind: 'account_unlocked'; directoryLabel: string }
    | { kind: 'status_unknown'; unknown: number; counted: number; directoryLabel: string }
    | { kind: 'reading_held'; directoryLabel: string; reason: string }
    | ({ kind: 'help_requested'; guides: readonly SetupGuide[] } & HelpRequest)
    /** To the sponsor, a week ahead; or to owners, where the sponsor has left. */
    | { kind: 'exemption_ending'; member: Person; endsAt: Date }
    /** `roundId`: what failed can be tried again; `null` in messages of before. */
    | { kind: 'round_finished'; roundId: RoundId | null; sent: number; skipped: number; failed: number; total: number }
    | { kind: 'round_failed'; sentence: string }
    /** A campaign has come to its deadline: of those it asked. */
    | { kind: 'campaign_deadline'; enabled: number; lacking: number; stuck: number; away: number }
    | ({ kind: 'weekly_summary' } & WeeklySummary)
    /** So many percent of the counted members have MFA, for the first time. */
    | { kind: 'milestone'; percent: number; enabled: number; counted: number }
    | { kind: 'not_required_anymore' }
    | { kind: 'slack_disconnected' }
  );
export type NoticeKind = NoticeMessage['kind'];

export type Message = ReminderMessage | ReminderClosedMessage | NoticeMessage;

/** To somebody who is not here yet, by email only. Nobody's own words are in it: it goes to strangers. */
export interface InvitationMessage {
  kind: 'invitation';
  organizationName: string;
  /** MFA is mandatory at the moment. */
  enforced: boolean;
  /** Where MFA is turned on; never empty. */
  guides: readonly SetupGuide[];
  /** What people call the directories that send an invitation of their own. */
  invitedTo: readonly string[];
  expiresAt: Date;
}

/** What an email can say. */
export type MailMessage = Message | InvitationMessage;

/** How a message arrives. `slack_edit` replaces an earlier direct message in place. */
export const CHANNELS = ['slack', 'slack_edit', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Where a direct message stands in Slack. */
export interface SlackMessageRef {
  channel: string;
  ts: string;
}

/** The envelope of a message: its delivery id travels with it, so that a second attempt can find the first. */
export interface Envelope<M extends Message = Message> {
  deliveryId: DeliveryId;
  message: M;
}
