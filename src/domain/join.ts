import type { MemberFacts } from './member.ts';

export type JoinStep = 'hold' | 'admit' | 'none';

/**
 * What happens to a member while enforcement is on. `appeared` is true when they are new or were reactivated, and were
 * not seen `enabled` since: not `enabled` makes them pending; a pending member is admitted by itself the moment the status is `enabled`.
 */
export function stepJoin(member: MemberFacts, appeared: boolean): JoinStep {
  if (member.state === 'pending') return member.mfaStatus === 'enabled' ? 'admit' : 'none';
  return member.state === 'active' && appeared && !member.exempt && member.mfaStatus !== 'enabled' ? 'hold' : 'none';
}
