import type { Selectable } from 'kysely';
import type { AwaySpell } from '../domain/away.ts';
import type { CampaignId, MemberId, ReminderId } from '../domain/ids.ts';
import type { CampaignMemberTable } from './schema-campaign.ts';
import { fromInstant, fromInstantOrNull, toFlag, toInstant, toInstantOrNull } from './values.ts';

/** One member in one campaign. */
export interface CampaignMember {
  campaignId: CampaignId;
  memberId: MemberId;
  enrolledAt: Date;
  /** The campaign's revision for which the next reminder was planned. */
  revision: number;
  nextDueAt: Date | null;
  /** They need no reminder for now: planned anew when they do. */
  dormant: boolean;
  snoozesUsed: number;
  snoozedUntil: Date | null;
  away: AwaySpell;
  /** The member's `awayUntil` as it was last taken into account. */
  awaySeen: Date | null;
  /** Reminders of which at least one message arrived, and how many of these since the last answer. */
  sentCount: number;
  unanswered: number;
  lastSentAt: Date | null;
  previousSentAt: Date | null;
  lastReminderId: ReminderId | null;
  answeredAt: Date | null;
}

export function toCampaignMember(row: Selectable<CampaignMemberTable>): CampaignMember {
  return {
    campaignId: row.campaign_id,
    memberId: row.member_id,
    enrolledAt: fromInstant(row.enrolled_at),
    revision: row.revision,
    nextDueAt: fromInstantOrNull(row.next_due_at),
    dormant: row.dormant === 1,
    snoozesUsed: row.snoozes_used,
    snoozedUntil: fromInstantOrNull(row.snoozed_until),
    away: { until: fromInstantOrNull(row.away_until), movedMs: row.moved_ms },
    awaySeen: fromInstantOrNull(row.away_seen),
    sentCount: row.sent_count,
    unanswered: row.unanswered,
    lastSentAt: fromInstantOrNull(row.last_sent_at),
    previousSentAt: fromInstantOrNull(row.previous_sent_at),
    lastReminderId: row.last_reminder_id,
    answeredAt: fromInstantOrNull(row.answered_at),
  };
}

export function toColumns(member: Omit<CampaignMember, 'campaignId' | 'memberId'>) {
  return {
    enrolled_at: toInstant(member.enrolledAt),
    revision: member.revision,
    next_due_at: toInstantOrNull(member.nextDueAt),
    dormant: toFlag(member.dormant),
    snoozes_used: member.snoozesUsed,
    snoozed_until: toInstantOrNull(member.snoozedUntil),
    away_until: toInstantOrNull(member.away.until),
    away_seen: toInstantOrNull(member.awaySeen),
    moved_ms: member.away.movedMs,
    sent_count: member.sentCount,
    unanswered: member.unanswered,
    last_sent_at: toInstantOrNull(member.lastSentAt),
    previous_sent_at: toInstantOrNull(member.previousSentAt),
    last_reminder_id: member.lastReminderId,
    answered_at: toInstantOrNull(member.answeredAt),
  };
}
