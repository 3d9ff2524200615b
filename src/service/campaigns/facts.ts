import type { CampaignMember } from '../../db/campaign-member-repository.ts';
import type { Member } from '../../db/member-repository.ts';
import { NOT_AWAY, ownDeadline } from '../../domain/away.ts';
import { type Campaign, needsNudge } from '../../domain/campaign.ts';
import { localTimeOf, type NudgeMember } from '../../domain/nudge.ts';
import type { SnoozeFacts } from '../../domain/snooze.ts';

/** Somebody whom a campaign takes in. */
export function newCampaignMember(
  campaign: Pick<Campaign, 'id' | 'revision'>,
  member: Member,
  now: Date,
): CampaignMember {
  return {
    campaignId: campaign.id,
    memberId: member.id,
    enrolledAt: now,
    revision: campaign.revision,
    nextDueAt: null,
    dormant: false,
    snoozesUsed: 0,
    snoozedUntil: null,
    away: NOT_AWAY,
    awaySeen: null,
    sentCount: 0,
    unanswered: 0,
    lastSentAt: null,
    previousSentAt: null,
    lastReminderId: null,
    answeredAt: null,
  };
}

/** What the rules ask about one member. `plannedFor` only when the question is whether it is time. */
export function factsOf(
  campaign: Pick<Campaign, 'deadline'>,
  member: Member,
  state: CampaignMember,
  also: { plannedFor?: Date | null; undisturbedUntil?: Date | null } = {},
): NudgeMember {
  return {
    memberId: member.id,
    standing: member,
    timeZone: member.timeZone,
    deadline: ownDeadline(campaign.deadline, state.away),
    enrolledAt: state.enrolledAt,
    plannedFor: also.plannedFor ?? null,
    lastSentAt: state.lastSentAt,
    previousSentAt: state.previousSentAt,
    snoozedUntil: state.snoozedUntil,
    awayUntil: state.away.until,
    undisturbedUntil: also.undisturbedUntil ?? null,
  };
}

export function snoozeFactsOf(campaign: Campaign, member: Member, state: CampaignMember): SnoozeFacts {
  return {
    allowance: campaign.snoozes,
    used: state.snoozesUsed,
    deadline: ownDeadline(campaign.deadline, state.away),
    local: localTimeOf(campaign, { memberId: member.id, timeZone: member.timeZone }),
  };
}

/** The next reminder as it is kept: who needs none for now rests, until they do. */
export function planned(
  campaign: Campaign,
  member: Member,
  state: CampaignMember,
  nextDueAt: Date | null,
): CampaignMember {
  return { ...state, revision: campaign.revision, nextDueAt, dormant: nextDueAt === null && !needsNudge(member) };
}
