import type { MemberId, SlackUserId } from './ids.ts';
import type { MfaStatus } from './mfa.ts';

export const ROLES = ['primary_owner', 'owner', 'admin', 'member', 'guest'] as const;
/** The role in Slack. A guest is a single- or multi-channel guest. */
export type Role = (typeof ROLES)[number];

export const MEMBER_STATES = ['active', 'pending', 'deactivated'] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

export function isOwner(role: Role): boolean {
  return role === 'primary_owner' || role === 'owner';
}

/** Who somebody is, as far as a text that names them needs it. */
export interface Person {
  memberId: MemberId;
  slackUserId: SlackUserId | null;
  /** The display name, as typed by the person: never trusted, always escaped. */
  name: string;
}

/** The facts of a member on which the rules decide. `mfaStatus` is `null` without an account in any directory. */
export interface MemberFacts {
  state: MemberState;
  role: Role;
  exempt: boolean;
  mfaStatus: MfaStatus | null;
}

/** Only counted members decide readiness. */
export function isCounted(member: MemberFacts): boolean {
  return member.state === 'active' && !member.exempt && member.mfaStatus !== null;
}
