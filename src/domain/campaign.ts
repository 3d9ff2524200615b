import type { Cadence } from './cadence.ts';
import type { CampaignId, MemberId } from './ids.ts';
import { isCounted, type MemberFacts } from './member.ts';
import type { SnoozeAllowance } from './snooze.ts';
import type { WorkingTime } from './working-time.ts';

export const CAMPAIGN_STATES = ['running', 'paused', 'ended'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

/** Of these people, those who lack MFA are reminded. */
export type Audience =
  | { type: 'everyone' }
  | { type: 'usergroup'; userGroupId: string }
  | { type: 'people'; memberIds: readonly MemberId[] };

/** `both`: a direct message, and an email as well once so many messages have got no answer. */
export type CampaignChannels = { type: 'dm' } | { type: 'email' } | { type: 'both'; emailAfter: number };

export const AT_DEADLINE = ['nothing', 'tell_owners', 'enforce_when_ready', 'enforce_by_date'] as const;
/** What happens at the deadline. The last two arm enforcement: they want the typed word when they are chosen. */
export type AtDeadline = (typeof AT_DEADLINE)[number];

/** What somebody chose in the modal, once it is valid (`validateDraft`). */
export interface CampaignDraft {
  audience: Audience;
  /** Who is left alone all the same. */
  exceptMemberIds: readonly MemberId[];
  deadline: Date;
  cadence: Cadence;
  channels: CampaignChannels;
  /** When messages may come, on each member's own clock; the rest are quiet hours and days off. */
  workingTime: WorkingTime;
  /** IANA zone of members who have none. */
  timeZone: string;
  snoozes: SnoozeAllowance;
  /** The owner's own words; free text, never trusted. */
  message: string | null;
  atDeadline: AtDeadline;
}

export interface Campaign extends CampaignDraft {
  id: CampaignId;
  state: CampaignState;
  /** Rises with every change of what was chosen: a modal belongs to the revision that it was opened on. */
  revision: number;
  startedBy: MemberId;
  startedAt: Date;
  pausedAt: Date | null;
  /** When the deadline was acted on; members who were away still have their own after that. */
  deadlinePassedAt: Date | null;
  endedAt: Date | null;
}

/** Campaigns remind counted members whose status is `disabled`: never `unknown`, never exempt, never those who left. */
export function needsNudge(member: MemberFacts): boolean {
  return isCounted(member) && member.mfaStatus === 'disabled';
}

/** Somebody who got so many messages in a row without an answer is stuck: owners are told the number. */
export const STUCK_AFTER = 3;

/**
 * How one member is reached by the next reminder; empty when no way that was chosen exists.
 * `unanswered`: how many messages they have had since they last answered.
 */
export function channelsFor(
  channels: CampaignChannels,
  member: { unanswered: number; inSlack: boolean; byEmail: boolean },
): ('slack' | 'email')[] {
  const slack = member.inSlack ? (['slack'] as const) : [];
  const email = member.byEmail ? (['email'] as const) : [];
  switch (channels.type) {
    case 'dm':
      return [...slack];
    case 'email':
      return [...email];
    case 'both':
      // Who has no direct messages is not made to wait for the email.
      return member.inSlack && member.unanswered < channels.emailAfter ? [...slack] : [...slack, ...email];
  }
}
