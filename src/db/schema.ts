/** Every table, as stored. Rows do not leave `db/`: repositories hand out the types of the domain. */
import type { Generated } from 'kysely';
import type { ApprovalState } from '../domain/approval.ts';
import type { ExemptionKind } from '../domain/exemption.ts';
import type {
  AccountId,
  ApprovalId,
  CampaignId,
  DeliveryId,
  EnforceRequestId,
  ExemptionId,
  GrantId,
  InvitationId,
  InvitationTaskId,
  MemberId,
  NoticeId,
  OrganizationId,
  ReadingId,
  ReminderId,
  RoundId,
  ViolationId,
} from '../domain/ids.ts';
import type { MemberState, Role } from '../domain/member.ts';
import type { Channel, NoticeKind, ReminderReason } from '../domain/message.ts';
import type { MfaMethod, MfaStatus } from '../domain/mfa.ts';
import type { Permission } from '../domain/permission.ts';
import type { DateNotice, Wait } from '../domain/turning-on.ts';
import type { AuditChainTable, AuditEventTable, HandledEventTable } from './schema-audit.ts';
import type { CampaignMemberTable, CampaignPersonTable, CampaignTable, OwnerDigestTable } from './schema-campaign.ts';
import type { LockTable } from './schema-locks.ts';
import type { Flag, Instant, Json } from './values.ts';

export interface OrganizationTable {
  id: OrganizationId;
  slack_team_id: string;
  name: string;
  /** Set while Slack has turned us away (uninstalled, token revoked): nothing is sent until a complete reading after the return. */
  away_since: Instant | null;
  away_reason: string | null;
  created_at: Instant;
}

export interface MemberTable {
  id: MemberId;
  organization_id: OrganizationId;
  /** `null` for an account in a directory that matches nobody in Slack. */
  slack_user_id: string | null;
  name: string;
  /** What lists are ordered by (`toSortKey`), alike on both databases. */
  sort_name: string;
  /** Lower case and NFC: what accounts are matched by, and where mail goes. */
  email: string | null;
  time_zone: string | null;
  role: Role;
  state: MemberState;
  /** Since when they are pending; told once per spell. */
  pending_since: Instant | null;
  /** All accounts taken together (`combineStatuses`); `null` without any. */
  mfa_status: MfaStatus | null;
  mfa_method: MfaMethod | null;
  /** Whether they were `enabled` at any time since they came: whoever was is no newcomer any more. */
  was_enabled: Generated<Flag>;
  /** The direct message's channel, kept because opening it costs a rate-limited call. */
  dm_channel_id: string | null;
  /** Until when their Slack status says that they are away; `null` when it does not. */
  away_until: Instant | null;
  /** When they came, or came back after a deactivation. */
  appeared_at: Instant;
  created_at: Instant;
  updated_at: Instant;
}

export interface AccountTable {
  id: AccountId;
  organization_id: OrganizationId;
  member_id: MemberId;
  directory: string;
  external_id: string;
  mfa_status: MfaStatus;
  mfa_method: MfaMethod | null;
  /** When this status was first read, or read again by *Check me again*. */
  status_read_at: Instant;
  /** The reading that wrote it; `null` after a reading of one account. */
  reading_id: ReadingId | null;
  /** An owner or administrator of the directory itself. */
  is_owner: Generated<Flag>;
  /** Whose account the directory says it is; `null` where it does not say, or where the person's Slack id is known. */
  name: string | null;
  email: string | null;
  login: string | null;
  created_at: Instant;
}

/** Whose account it is, said by somebody with `manage`. */
export interface AccountLinkTable {
  organization_id: OrganizationId;
  directory: string;
  external_id: string;
  member_id: MemberId;
  linked_by: MemberId | null;
  created_at: Instant;
}

export const READING_STATES = ['requested', 'running', 'completed', 'failed', 'held'] as const;
export type ReadingState = (typeof READING_STATES)[number];

export interface ReadingTable {
  id: ReadingId;
  organization_id: OrganizationId;
  directory: string;
  trigger: 'schedule' | 'enforce' | 'remind' | 'start' | 'accept' | 'command';
  /** Who agreed to what an earlier pass was held for; only such a pass may turn many statuses at once. */
  accepted_by: MemberId | null;
  state: ReadingState;
  requested_at: Instant;
  started_at: Instant | null;
  ended_at: Instant | null;
  /** The lease of the process that reads, on the machine's clock. */
  lease_until: Instant | null;
  /** How often it was started: a process that lost its lease can no longer write. */
  attempt: number;
  people_read: number;
  counted: number | null;
  enabled: number | null;
  disabled: number | null;
  unknown: number | null;
  /** Counted members whose status this pass has turned `unknown` so far. */
  turned_unknown: Generated<number>;
  failure_code: string | null;
  /** A sentence for people. */
  failure: string | null;
}

/** What a pass has read so far. Empty when no pass runs. */
export interface StagedPersonTable {
  reading_id: ReadingId;
  organization_id: OrganizationId;
  slack_user_id: string;
  deactivated: Flag;
  person: Json;
}
export interface StagedAccountTable {
  reading_id: ReadingId;
  organization_id: OrganizationId;
  external_id: string;
  mfa_status: MfaStatus;
  mfa_method: MfaMethod | null;
  is_owner: Generated<Flag>;
  name: string | null;
  email: string | null;
  login: string | null;
  account: Json;
}

export interface EnforcementTable {
  organization_id: OrganizationId;
  state: 'off' | 'scheduled' | 'on' | 'paused';
  /** Rises by one with every change of state: what a modal was opened on. */
  revision: number;
  since: Instant;
  /** `scheduled` and `paused` end here. */
  until: Instant | null;
  armed: Flag;
  changed_by: MemberId | null;
}

/** What there is to know while enforcement waits to turn on by itself, and until everybody concerned was told. */
export interface EnforcementPlanTable {
  organization_id: OrganizationId;
  /** The revision of enforcement that it belongs to: after any other change it is void. */
  revision: number;
  /** The number of exempt members that was confirmed; `null` when none was asked for. */
  confirmed_exempt: number | null;
  /** Of the notices before the date: the last that everybody got, the one that is going out, how far and to how many. */
  told: DateNotice | null;
  telling: DateNotice | null;
  told_to: MemberId | null;
  told_count: number;
  /** Why it has not turned on although its time has come, since when, and whether owners know. */
  waits_for: Wait | null;
  waits_since: Instant | null;
  waits_told: Flag;
  /** The readings on which it was last decided. */
  judged: Json;
  /** 0 from turning on until everybody who lacked MFA then has a violation. */
  settled: Flag;
}

/** A request that a second person agrees. */
export interface ApprovalTable {
  id: ApprovalId;
  organization_id: OrganizationId;
  /** Of what only one request is open at a time (`subjectOf`). */
  kind: string;
  act: Json;
  reason: string | null;
  requested_by: MemberId;
  requested_at: Instant;
  announced: Flag;
  notice_id: NoticeId;
  state: ApprovalState;
  decided_by: MemberId | null;
  decided_at: Instant | null;
}

export interface EnforceRequestTable {
  id: EnforceRequestId;
  organization_id: OrganizationId;
  actor_id: MemberId;
  /** The enforcement revision when the modal was opened. */
  revision: number;
  /** The numbers of exempt members that the actor has confirmed; `null` when none were asked for. */
  confirmed_exempt: number | null;
  submitted_at: Instant;
  /** The readings that it waits for, one for each directory: all of them started after the submission. */
  reading_ids: Json;
  state: 'waiting' | 'enforced' | 'refused' | 'cancelled';
  refusal_code: string | null;
  /** The modal that shows the progress. */
  view_id: string | null;
  decided_at: Instant | null;
}

export interface GrantTable {
  id: GrantId;
  organization_id: OrganizationId;
  subject_type: 'member' | 'usergroup';
  /** A member id, or Slack's id of the user group. */
  subject_id: string;
  permission: Permission;
  granted_by: MemberId;
  created_at: Instant;
}

export interface ReminderTable {
  id: ReminderId;
  organization_id: OrganizationId;
  member_id: MemberId;
  round_id: RoundId | null;
  /** Set where the reason is `campaign`. */
  campaign_id: CampaignId | null;
  reason: ReminderReason;
  requested_by: MemberId | null;
  /** Until when the member has time; `null` when nobody set a date. */
  deadline: Instant | null;
  state: 'open' | 'closed';
  /** How it ended. */
  outcome: 'enabled' | 'admitted' | 'no_longer_required' | 'left' | 'superseded' | null;
  created_at: Instant;
  closed_at: Instant | null;
}

export interface RoundTable {
  id: RoundId;
  organization_id: OrganizationId;
  requested_by: MemberId;
  view_id: string | null;
  /** The readings that it waits for. */
  reading_ids: Json;
  state: 'waiting' | 'sending' | 'finished' | 'failed';
  reminded: number;
  skipped: number;
  created_at: Instant;
}

export interface NoticeTable {
  id: NoticeId;
  organization_id: OrganizationId;
  kind: NoticeKind;
  /** Ids and numbers from which the message is built when it is sent; free text (a reason) is in `text`. */
  payload: Json;
  text: string | null;
  created_at: Instant;
}

export const DELIVERY_STATES = ['due', 'sending', 'sent', 'undeliverable', 'cancelled'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export interface DeliveryTable {
  id: DeliveryId;
  organization_id: OrganizationId;
  member_id: MemberId;
  /** Exactly one of the two is set. */
  reminder_id: ReminderId | null;
  notice_id: NoticeId | null;
  channel: Channel;
  /** The channel that it goes to, on behalf of the member; null for the member's own direct messages. */
  to_channel: string | null;
  state: DeliveryState;
  /** The rules' clock. */
  due_at: Instant;
  /** The machine's clock: not before this, after a failed attempt. */
  retry_at: Instant | null;
  /** How often it was claimed. */
  attempt: number;
  /** How many of the attempts failed for a reason of their own (a rate limit is none). */
  failures: number;
  /** The machine's clock. */
  lease_until: Instant | null;
  last_error: string | null;
  sent_at: Instant | null;
  slack_channel: string | null;
  slack_ts: string | null;
  created_at: Instant;
}

export interface ViolationTable {
  id: ViolationId;
  organization_id: OrganizationId;
  member_id: MemberId;
  opened_at: Instant;
  closed_at: Instant | null;
  /** Grace that was used up when the clock was stopped; 0 while it runs. */
  grace_used_ms: number;
  /** Since when the grace clock runs, moved back by what was used before; `null` while it stands still (`unknown`). */
  grace_running_since: Instant | null;
  /** When owners were last told that it is overdue. */
  overdue_told_at: Instant | null;
}

export interface ExemptionTable {
  id: ExemptionId;
  organization_id: OrganizationId;
  member_id: MemberId;
  sponsor_id: MemberId;
  kind: Generated<ExemptionKind>;
  reason: string;
  starts_at: Instant;
  ends_at: Instant;
  /** When it was taken back, or when its end was settled. */
  ended_at: Instant | null;
  /** When the sponsor was told that the end is near. */
  sponsor_told_at: Generated<Instant | null>;
}

export interface InvitationTable {
  id: InvitationId;
  organization_id: OrganizationId;
  email: string;
  invited_by: MemberId;
  created_at: Instant;
  expires_at: Instant;
  accepted_by: MemberId | null;
  withdrawn_at: Instant | null;
  /** When it went out last: each may go out again once a day. */
  sent_at: Instant;
  /** When its end was written down. */
  expired_at: Instant | null;
}

export type InvitationTaskState = 'due' | 'running' | 'done' | 'failed' | 'cancelled';

/** What is to be done for an invitation: its email, and one invitation by each directory that invites. */
export interface InvitationTaskTable {
  id: InvitationTaskId;
  organization_id: OrganizationId;
  invitation_id: InvitationId;
  /** The directory that is asked to invite; `null` for the email. */
  directory: string | null;
  state: InvitationTaskState;
  /** The rules' clock. */
  due_at: Instant;
  /** The machine's clock: not before this, after a failed attempt. */
  retry_at: Instant | null;
  attempt: number;
  failures: number;
  /** The machine's clock. */
  lease_until: Instant | null;
  /** Of the last attempt; what a directory answered stays, also when it is done. */
  outcome_code: string | null;
  /** The same as a sentence for people. */
  outcome: string | null;
  created_at: Instant;
}

/** A row only where something was chosen. */
export interface SettingsTable {
  organization_id: OrganizationId;
  /** What differs from the defaults. */
  choices: Json;
  changed_by: MemberId | null;
  changed_at: Instant;
}

/** Until when a provider lets nobody ask. */
export interface ProviderPauseTable {
  organization_id: OrganizationId;
  directory: string;
  /** What the provider limits apart from the rest. */
  bucket: string;
  paused_until: Instant;
}

export interface Database {
  organizations: OrganizationTable;
  members: MemberTable;
  accounts: AccountTable;
  account_links: AccountLinkTable;
  readings: ReadingTable;
  staged_people: StagedPersonTable;
  staged_accounts: StagedAccountTable;
  enforcements: EnforcementTable;
  enforcement_plans: EnforcementPlanTable;
  approvals: ApprovalTable;
  enforce_requests: EnforceRequestTable;
  grants: GrantTable;
  reminders: ReminderTable;
  rounds: RoundTable;
  notices: NoticeTable;
  deliveries: DeliveryTable;
  violations: ViolationTable;
  locks: LockTable;
  exemptions: ExemptionTable;
  invitations: InvitationTable;
  invitation_tasks: InvitationTaskTable;
  settings: SettingsTable;
  provider_pauses: ProviderPauseTable;
  campaigns: CampaignTable;
  campaign_people: CampaignPersonTable;
  campaign_members: CampaignMemberTable;
  owner_digests: OwnerDigestTable;
  audit_chains: AuditChainTable;
  audit_events: AuditEventTable;
  handled_events: HandledEventTable;
}
