import type { Refusal } from './refusal.ts';

const DAY_MS = 24 * 60 * 60_000;

export const INVITATION_LIFETIME_MS = 30 * DAY_MS;
/** Invitations go to strangers: a slip, or an account that was taken over, reaches no more of them than this in a day. */
export const INVITATIONS_PER_DAY = 50;
/** The day of the limit, and how long after one email the same person may get the next. */
export const INVITATION_INTERVAL_MS = DAY_MS;

/** By which ways somebody who is not here can be reached. */
export interface InvitationWays {
  mail: boolean;
  /** How many directories invite by themselves. */
  directories: number;
}

export interface InvitationFacts {
  ways: InvitationWays;
  /** Somebody with that address is a member. */
  isMember: boolean;
  /** Somebody with that address is invited already. */
  isInvited: boolean;
  /** How many invitations went out within the last day, those that went out again included. */
  sentLately: number;
}

export function refuseInvitation({ ways, isMember, isInvited, sentLately }: InvitationFacts): Refusal | null {
  if (!ways.mail && ways.directories === 0) return { code: 'cannot_invite' };
  if (isMember) return { code: 'invited_is_member' };
  if (isInvited) return { code: 'already_invited' };
  return sentLately >= INVITATIONS_PER_DAY ? { code: 'too_many_invitations', limit: INVITATIONS_PER_DAY } : null;
}

export interface ResendingFacts {
  now: Date;
  /** `null` for an invitation that was accepted, withdrawn, or has expired. */
  openSentAt: Date | null;
  ways: InvitationWays;
  sentLately: number;
}

export function refuseResending({ now, openSentAt, ways, sentLately }: ResendingFacts): Refusal | null {
  if (openSentAt === null) return { code: 'invitation_over' };
  if (!ways.mail && ways.directories === 0) return { code: 'cannot_invite' };
  const leftMs = openSentAt.getTime() + INVITATION_INTERVAL_MS - now.getTime();
  if (leftMs > 0) return { code: 'invited_recently', hoursLeft: Math.ceil(leftMs / 3_600_000) };
  return sentLately >= INVITATIONS_PER_DAY ? { code: 'too_many_invitations', limit: INVITATIONS_PER_DAY } : null;
}
