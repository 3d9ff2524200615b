import type { CampaignState } from '../domain/campaign.ts';
import type { CampaignId, MemberId, OrganizationId, ReminderId } from '../domain/ids.ts';
import type { Flag, Instant, Json } from './values.ts';

export interface CampaignTable {
  id: CampaignId;
  organization_id: OrganizationId;
  state: CampaignState;
  revision: number;
  /** What was chosen, but for the message and the deadline. */
  choices: Json;
  /** Free text of a person, apart because it can be erased. */
  message: string | null;
  deadline: Instant;
  started_by: MemberId;
  started_at: Instant;
  paused_at: Instant | null;
  /** When the deadline was acted on. */
  deadline_passed_at: Instant | null;
  ended_at: Instant | null;
  /** When Slack was last asked who is in the user group. */
  group_read_at: Instant | null;
  /** When it was last looked who newly lacks MFA; `null` asks for it at once. */
  enrolled_at: Instant | null;
}

/** What owners have heard without having asked. */
export interface OwnerDigestTable {
  organization_id: OrganizationId;
  checked_at: Instant;
  told_at: Instant | null;
  milestone: number | null;
  week_at: Instant | null;
  week_enabled: number | null;
  week_counted: number | null;
}

/** Who is in the audience by name: chosen, in the user group, or excepted. Of a campaign for everyone only the excepted. */
export interface CampaignPersonTable {
  campaign_id: CampaignId;
  member_id: MemberId;
  organization_id: OrganizationId;
  excepted: Flag;
}

/** Who lacked MFA during the campaign, and how it went with them. */
export interface CampaignMemberTable {
  campaign_id: CampaignId;
  member_id: MemberId;
  organization_id: OrganizationId;
  enrolled_at: Instant;
  /** The campaign's revision for which the next reminder was planned. */
  revision: number;
  /** The rules' clock. */
  next_due_at: Instant | null;
  /** Nothing is planned because they need no reminder for now; planned anew when they do. */
  dormant: Flag;
  snoozes_used: number;
  snoozed_until: Instant | null;
  away_until: Instant | null;
  /** `members.away_until` as it was last taken into account. */
  away_seen: Instant | null;
  moved_ms: number;
  /** Reminders of which at least one message arrived. */
  sent_count: number;
  /** How many of these since the last answer. */
  unanswered: number;
  last_sent_at: Instant | null;
  previous_sent_at: Instant | null;
  last_reminder_id: ReminderId | null;
  answered_at: Instant | null;
}
