/** What each screen shows, as data. The Slack layer builds blocks from it; nothing here knows Slack. */
import type { LockCounts } from '../../db/lock-repository.ts';
import type { Enforcement } from '../../domain/enforcement.ts';
import type { ExemptionKind } from '../../domain/exemption.ts';
import type { AccountId, CampaignId, EnforceRequestId, InvitationId, MemberId, RoundId } from '../../domain/ids.ts';
import type { LockState } from '../../domain/locking.ts';
import type { MemberState, Person, Role } from '../../domain/member.ts';
import type { SetupGuide } from '../../domain/message.ts';
import type { MfaMethod, MfaStatus } from '../../domain/mfa.ts';
import type { Permission } from '../../domain/permission.ts';
import type { Tally } from '../../domain/readiness.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { SettingName, Settings } from '../../domain/settings.ts';
import type { TurningOn } from '../../domain/turning-on.ts';
import type { CampaignForm } from '../campaigns/drafting.ts';

export type { LockCounts };

/** A use case ends with what was done, or with a refusal that says why not. */
export type Outcome<T> = { type: 'done'; value: T } | { type: 'refused'; refusal: Refusal };

/** How far the knowledge of one directory reaches. */
export interface DirectoryHealth {
  label: string;
  setupUrl: string;
  /** When the last complete reading ended; `null` before the first. */
  readAt: Date | null;
  /** What is missing for the directory to see MFA at all; `null` when nothing is. */
  blindness: string | null;
  /** Why the newest pass failed or is held, when it did: the last good one stays in force. */
  trouble: { state: 'failed' | 'held'; at: Date; sentence: string } | null;
  /** A pass is under way. */
  running: boolean;
}

/** The person who looks. */
export interface Viewer {
  person: Person;
  role: Role;
  state: MemberState;
  permission: Permission | null;
  mfaStatus: MfaStatus | null;
  mfaMethod: MfaMethod | null;
  exempt: boolean;
  /** When a violation's grace period ends, or `null`. */
  graceEndsAt: Date | null;
  /** Where Muster has locked this person. */
  locked: readonly SetupGuide[];
  /** IANA zone for the times on the screen; `UTC` where unknown. */
  timeZone: string;
  /** Where this person turns MFA on: the accounts that lack it, else all of them. */
  guides: readonly SetupGuide[];
}

/** `/mfa status`. `numbers` is null for people without `view`: they see their own status only. */
export interface StatusScreen {
  viewer: Viewer;
  organizationName: string;
  enforcement: Enforcement;
  numbers: {
    tally: Tally;
    directories: readonly DirectoryHealth[];
    undeliverable: number;
    violations: number;
    locks: LockCounts;
    /** To people with `manage` only, else null: `false` means that SMTP_URL is unset. */
    mailEnabled: boolean | null;
    /** To people with `manage` only, else null. */
    matters: Matters | null;
  } | null;
}

/** What somebody with `manage` may want to settle, in numbers. */
export interface Matters {
  /** Invited, and not here yet. */
  invited: number;
  /** Accounts of nobody in Slack. */
  unmatched: number;
  /** Accounts whose address several people in Slack have. */
  ambiguous: number;
}

/** The modal of `/mfa enforce`. */
export interface EnforceScreen {
  organizationName: string;
  revision: number;
  tally: Tally;
  directories: readonly DirectoryHealth[];
  /** `true` when every directory keeps newcomers without MFA out by itself; else "Muster will tell them and you". */
  directoryHolds: boolean;
  /** Invited, and not here yet. */
  invited: number;
  /** The number to confirm when more than a fifth of the active members are exempt, else null. */
  confirmExempt: number | null;
  /** How it may be let turn on by itself, while not everyone is ready. */
  offers: readonly TurningOn['type'][];
}

/** The modal that lets enforcement turn on by itself. */
export interface ArmScreen {
  type: TurningOn['type'];
  organizationName: string;
  enforcement: Enforcement;
  tally: Tally;
  directories: readonly DirectoryHealth[];
  /** The number to confirm when more than a fifth of the active members are exempt, else null. */
  confirmExempt: number | null;
  now: Date;
  /** IANA zone of the person who chooses a date. */
  timeZone: string;
}

/** The modal of `/mfa stop`. */
export interface StopScreen {
  organizationName: string;
  revision: number;
  enforcement: Enforcement;
  /** It can be stopped for a while, too. */
  mayPause: boolean;
  /** A second person has to agree. */
  takesTwo: boolean;
  tally: Tally;
}

/** The modal of `/mfa exempt @person`. */
export interface ExemptScreen {
  person: Person;
  mfaStatus: MfaStatus | null;
  mfaMethod: MfaMethod | null;
  /** The first and the last day that may be chosen, `YYYY-MM-DD`. */
  first: string;
  last: string;
}

/** The modal of `/mfa settings`. */
export interface SettingsScreen {
  /** What the fields show: as it is, or what this person chose before they heard that somebody else was quicker. */
  shown: Settings;
  /** As it is. */
  current: Settings;
  /** What somebody else changed since this person opened the modal, to something else than they chose. */
  changedMeanwhile: readonly SettingName[];
  /** `null` until somebody changes something; `by` is `null` where that person was erased. */
  lastChange: { by: Person | null; at: Date } | null;
  tally: Tally;
}

/** The modal of `/mfa remind everyone`. */
export interface RemindEveryoneScreen {
  organizationName: string;
  /** Made when the modal opens, so that a second *Send* of it is recognized. */
  roundId: RoundId;
  tally: Tally;
  directories: readonly DirectoryHealth[];
  mailEnabled: boolean;
}

/** For everybody with `view`. */
export const VIEW_FILTERS = ['missing', 'unknown', 'exempt', 'pending'] as const;
/** Whose accounts are whose: for people with `manage`. */
export const MANAGE_FILTERS = ['out_of_scope', 'unmatched', 'ambiguous', 'linked'] as const;
export const MEMBER_FILTERS = [...VIEW_FILTERS, ...MANAGE_FILTERS] as const;
export type MemberFilter = (typeof MEMBER_FILTERS)[number];

export interface MemberRow {
  memberId: MemberId;
  slackUserId: string | null;
  name: string;
  role: Role;
  state: MemberState;
  mfaStatus: MfaStatus | null;
  mfaMethod: MfaMethod | null;
  lastRemindedAt: Date | null;
  /** The last message could not be delivered. */
  undeliverable: boolean;
  /** `null` for who is counted. The sponsor is `null` where they were erased. */
  exemption: { endsAt: Date; sponsor: Person | null; kind: ExemptionKind } | null;
  /** What Muster locks of them; of several accounts the one that asks for most attention. `null`: nothing. */
  lock: { state: LockState; failures: number } | null;
  /** Their accounts, in the lists about accounts; else empty. */
  accounts: readonly AccountLabel[];
}

/** What people call an account: its directory, and what tells it from others there. */
export interface AccountLabel {
  directoryLabel: string;
  accountName: string | null;
}

/** A page of `/mfa members` and of the Home tab's list. */
export interface MembersScreen {
  filter: MemberFilter;
  tally: Tally;
  total: number;
  /** 0-based. */
  page: number;
  pages: number;
  rows: readonly MemberRow[];
  /** What the person who looks may do with the rows. */
  permission: Permission | null;
  directories: readonly DirectoryHealth[];
}

export interface HistoryRow {
  at: Date;
  /** The audit event's type, e.g. `enforcement.on`. */
  type: string;
  /** Who did it; `null` is Muster by itself. */
  actor: { type: 'member'; person: Person } | { type: 'server' } | { type: 'muster' };
  subject: Person | null;
  /** Numbers and codes of the event, e.g. `{ count: 12 }` or `{ code: 'not_ready' }`. */
  details: Readonly<Record<string, string | number | boolean | null>>;
}

/** `/mfa history`, newest first; of one person when `subject` is set. */
export interface HistoryScreen {
  subject: Person | null;
  rows: readonly HistoryRow[];
  page: number;
  hasMore: boolean;
}

/** The Home tab. `admin` is null for people without `view`. */
export interface HomeScreen {
  viewer: Viewer;
  organizationName: string;
  enforcement: Enforcement;
  admin: {
    members: MembersScreen;
    /** Oldest first: readiness of the last complete readings. */
    trend: readonly { at: Date; counted: number; enabled: number }[];
    violations: number;
    locks: LockCounts;
    undeliverable: number;
    recent: readonly HistoryRow[];
    mailEnabled: boolean | null;
  } | null;
}

/** The answer to *Check me again* and `/mfa check`. */
export interface CheckResult {
  viewer: Viewer;
  /** The pending member was admitted by this check. */
  admitted: boolean;
  /** `false` when the directory could not be asked; the status is then the last known one. */
  fresh: boolean;
  blindness: string | null;
  organizationName: string;
}

/** What has become of one email, or of one directory's own invitation. */
export interface InvitationProgress {
  /** `null` for the email. */
  directoryLabel: string | null;
  state: 'due' | 'running' | 'done' | 'failed' | 'cancelled';
  /** What the directory answered, where it is worth a word. */
  sentence: string | null;
}

export interface InvitationRow {
  invitationId: InvitationId;
  email: string;
  invitedBy: Person | null;
  sentAt: Date;
  expiresAt: Date;
  progress: readonly InvitationProgress[];
}

/** The modal of `/mfa invite`: a field for an address, and who is invited. */
export interface InvitationsScreen {
  rows: readonly InvitationRow[];
  total: number;
  /** 0-based. */
  page: number;
  pages: number;
  mailEnabled: boolean;
  /** What people call the directories that invite too. */
  directories: readonly string[];
}

/** The modal in which somebody says whose an account is. */
export interface LinkScreen {
  /** The member who is only these accounts. */
  memberId: MemberId;
  accounts: readonly AccountLabel[];
}

/** The modal in which a link is taken back. */
export interface UnlinkScreen {
  person: Person;
  accounts: readonly { accountId: AccountId; label: AccountLabel }[];
}

/** Whose the accounts are now. */
export interface Linked {
  accounts: readonly AccountLabel[];
  person: Person;
}

/** Whom a request for help went to. */
export interface HelpAsked {
  to: 'requester' | 'owners' | 'channel';
}

/** Somebody was invited, or invited again. */
export interface Invited {
  email: string;
  expiresAt: Date;
  mail: boolean;
  directories: readonly string[];
}

export interface Withdrawn {
  email: string;
  /** The directories that have sent, or may be sending, an invitation of their own. */
  directories: readonly string[];
}

/** A request to enforce that waits for its fresh reading. */
export interface EnforceStarted {
  requestId: EnforceRequestId;
}

/** The modal of `/mfa schedule`, filled in with what is chosen now. */
export interface ScheduleScreen {
  /** Made when the modal opens, so that a second submission of it is refused. */
  campaignId: CampaignId;
  /** What is changed, as it was seen; `null` for a campaign that is to be started. */
  revision: number | null;
  /** The user group that was named with the command. */
  userGroupId: string | null;
  form: CampaignForm;
  mailEnabled: boolean;
}
