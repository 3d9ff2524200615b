import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberFacts } from '../../../src/domain/member.ts';
import { isStillDue, refuseReminder } from '../../../src/domain/reminder.ts';
import { ALL_MEMBERS, anyMember, at, HOUR, MINUTE, NOON } from './members.ts';

const MISSING: MemberFacts = { state: 'active', role: 'member', exempt: false, mfaStatus: 'disabled' };

function refuse(member: Partial<MemberFacts>, lastManualAt: Date | null = null, now = NOON) {
  return refuseReminder({ member: { ...MISSING, ...member }, lastManualAt, now, blindness: 'A token is missing.' });
}

describe('a manual reminder', () => {
  it.each<[string, Partial<MemberFacts>, string | undefined]>([
    ['who is missing', {}, undefined],
    ['a guest who is missing', { role: 'guest' }, undefined],
    ['an owner who is missing', { role: 'primary_owner' }, undefined],
    ['a pending member who is missing', { state: 'pending' }, undefined],
    ['who is enabled, kindly', { mfaStatus: 'enabled' }, 'person_enabled'],
    ['who is unknown', { mfaStatus: 'unknown' }, 'person_status_unknown'],
    ['who is out of scope', { mfaStatus: null }, 'person_out_of_scope'],
    ['who is exempt', { exempt: true }, 'person_exempt'],
    ['who has left', { state: 'deactivated' }, 'person_deactivated'],
    ['who has left, enabled', { state: 'deactivated', mfaStatus: 'enabled' }, 'person_deactivated'],
    ['who is exempt and enabled', { exempt: true, mfaStatus: 'enabled' }, 'person_enabled'],
    ['who is exempt and unknown', { exempt: true, mfaStatus: 'unknown' }, 'person_exempt'],
  ])('to somebody %s', (_who, member, code) => expect(refuse(member)?.code).toBe(code));

  it('goes only to people who are there, not exempt and disabled', () => {
    for (const member of ALL_MEMBERS) {
      const allowed = member.state !== 'deactivated' && !member.exempt && member.mfaStatus === 'disabled';
      expect(refuse(member) === null).toBe(allowed);
    }
  });

  it('to somebody unknown is refused with what the directory lacks', () => {
    expect(refuse({ mfaStatus: 'unknown' })).toEqual({
      code: 'person_status_unknown',
      blindness: 'A token is missing.',
    });
  });

  it.each([
    [0, 60],
    [1, 60],
    [MINUTE, 59],
    [30 * MINUTE, 30],
    [HOUR - MINUTE, 1],
    [HOUR - 1, 1],
  ])('%i ms after the last is too soon, by %i minutes', (ago, minutesLeft) =>
    expect(refuse({}, at(-ago))).toEqual({ code: 'reminded_recently', minutesLeft }),
  );

  it('goes once per member and hour', () => {
    fc.assert(
      fc.property(fc.nat(3 * HOUR), (ago) => {
        const refusal = refuse({}, at(-ago));
        expect(refusal === null).toBe(ago >= HOUR);
        if (refusal?.code !== 'reminded_recently') return;
        expect(refuse({}, at(-ago), at(refusal.minutesLeft * MINUTE))).toBeNull();
        expect(refuse({}, at(-ago), at((refusal.minutesLeft - 1) * MINUTE))).toMatchObject({ minutesLeft: 1 });
      }),
    );
  });

  it('never hurries to say too soon where there is nothing to remind of', () => {
    fc.assert(
      fc.property(anyMember, fc.nat(HOUR - 1), (member, ago) => {
        const refusal = refuse(member, at(-ago));
        expect(refusal?.code).toBe(refuse(member)?.code ?? 'reminded_recently');
      }),
    );
  });
});

describe('a planned reminder, asked again at the moment of sending', () => {
  it('is still due to a counted member who is disabled, and as a welcome to a pending one who is not enabled', () => {
    for (const member of ALL_MEMBERS) {
      const { state, exempt, mfaStatus } = member;
      const missing = state === 'active' && mfaStatus === 'disabled';
      const newcomer = state === 'pending' && mfaStatus !== 'enabled';
      expect(isStillDue(member)).toBe(!exempt && (missing || newcomer));
    }
  });

  it('is cancelled when MFA has appeared, whoever it is', () => {
    for (const member of ALL_MEMBERS) expect(isStillDue({ ...member, mfaStatus: 'enabled' })).toBe(false);
  });

  it('reminds nobody who is unknown of what they were not asked to do', () => {
    for (const member of ALL_MEMBERS.filter(({ state }) => state !== 'pending')) {
      expect(isStillDue({ ...member, mfaStatus: 'unknown' })).toBe(false);
    }
  });

  it('is due whenever it could be sent by hand', () => {
    for (const member of ALL_MEMBERS) if (refuse(member) === null) expect(isStillDue(member)).toBe(true);
  });
});
