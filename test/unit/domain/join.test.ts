import { describe, expect, it } from 'vitest';
import { stepJoin } from '../../../src/domain/join.ts';
import { isCounted } from '../../../src/domain/member.ts';
import { ALL_MEMBERS } from './members.ts';

const ACTIVE = ALL_MEMBERS.filter(({ state }) => state === 'active');
const PENDING = ALL_MEMBERS.filter(({ state }) => state === 'pending');

describe('joining while enforcement is on', () => {
  it('someone new who is not enabled is pending: disabled, unknown, or not in a directory', () => {
    const held = ACTIVE.filter((member) => stepJoin(member, true) === 'hold');
    expect(held).toEqual(ACTIVE.filter(({ exempt, mfaStatus }) => !exempt && mfaStatus !== 'enabled'));
    expect(new Set(held.map(({ mfaStatus }) => mfaStatus))).toEqual(new Set(['disabled', 'unknown', null]));
  });

  it('someone new who is enabled or exempt just comes in', () => {
    for (const member of ACTIVE.filter(({ exempt, mfaStatus }) => exempt || mfaStatus === 'enabled')) {
      expect(stepJoin(member, true)).toBe('none');
    }
  });

  it('a pending member is admitted by itself the moment the status is enabled, and not before', () => {
    for (const member of PENDING) {
      for (const appeared of [true, false]) {
        expect(stepJoin(member, appeared)).toBe(member.mfaStatus === 'enabled' ? 'admit' : 'none');
      }
    }
  });

  it('who was there already is never held, and who has left is neither held nor admitted', () => {
    for (const member of ACTIVE) expect(stepJoin(member, false)).toBe('none');
    for (const member of ALL_MEMBERS.filter(({ state }) => state === 'deactivated')) {
      expect(stepJoin(member, true)).toBe('none');
      expect(stepJoin(member, false)).toBe('none');
    }
  });

  it('a pending member is counted apart', () => {
    expect(PENDING.filter(isCounted)).toEqual([]);
  });
});
