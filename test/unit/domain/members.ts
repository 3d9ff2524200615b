import fc from 'fast-check';
import { MEMBER_STATES, type MemberFacts, ROLES } from '../../../src/domain/member.ts';
import { MFA_STATUSES } from '../../../src/domain/mfa.ts';
import { EMPTY_TALLY, type Tally } from '../../../src/domain/readiness.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const NOON = new Date('2026-11-24T12:00:00Z');

export function at(offsetMs: number): Date {
  return new Date(NOON.getTime() + offsetMs);
}

/** Every member that the rules can tell apart. */
export const ALL_MEMBERS: readonly MemberFacts[] = MEMBER_STATES.flatMap((state) =>
  ROLES.flatMap((role) =>
    [false, true].flatMap((exempt) =>
      [...MFA_STATUSES, null].map((mfaStatus): MemberFacts => ({ state, role, exempt, mfaStatus })),
    ),
  ),
);

export const anyStatus = fc.constantFrom(...MFA_STATUSES);
export const anyMember: fc.Arbitrary<MemberFacts> = fc.constantFrom(...ALL_MEMBERS);

/** The words of the design, counted one by one. */
export function countTally(members: readonly MemberFacts[]): Tally {
  const present = members.filter(({ state }) => state !== 'deactivated');
  const active = present.filter(({ state }) => state === 'active');
  const counted = active.filter(({ exempt, mfaStatus }) => !exempt && mfaStatus !== null);
  const guests = counted.filter(({ role }) => role === 'guest');
  const having = (list: readonly MemberFacts[], status: string) =>
    list.filter(({ mfaStatus }) => mfaStatus === status).length;
  return {
    ...EMPTY_TALLY,
    active: active.length,
    counted: counted.length,
    enabled: having(counted, 'enabled'),
    disabled: having(counted, 'disabled'),
    unknown: having(counted, 'unknown'),
    exempt: active.filter(({ exempt }) => exempt).length,
    pending: present.length - active.length,
    outOfScope: active.filter(({ exempt, mfaStatus }) => !exempt && mfaStatus === null).length,
    guests: { counted: guests.length, enabled: having(guests, 'enabled') },
  };
}
