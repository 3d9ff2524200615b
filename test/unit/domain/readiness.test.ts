import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCounted, type MemberFacts } from '../../../src/domain/member.ts';
import {
  EMPTY_TALLY,
  isReady,
  needsExemptionConfirmation,
  readinessPercent,
  type Tally,
} from '../../../src/domain/readiness.ts';
import { ALL_MEMBERS, anyMember, countTally } from './members.ts';

function tallyOf(enabled: number, disabled = 0, unknown = 0): Tally {
  return { ...EMPTY_TALLY, counted: enabled + disabled + unknown, enabled, disabled, unknown };
}

describe('a counted member', () => {
  it('is active, not exempt, with an account in at least one directory; guests count', () => {
    const counted = ALL_MEMBERS.filter(isCounted);
    expect(new Set(counted.map(({ state }) => state))).toEqual(new Set(['active']));
    expect(new Set(counted.map(({ exempt }) => exempt))).toEqual(new Set([false]));
    expect(new Set(counted.map(({ mfaStatus }) => mfaStatus))).toEqual(new Set(['enabled', 'disabled', 'unknown']));
    expect(counted.filter(({ role }) => role === 'guest')).toHaveLength(3);
    expect(counted).toHaveLength(5 * 3);
  });
});

describe('readiness', () => {
  it.each([
    ['nobody', tallyOf(0), false, 0],
    ['one who is enabled', tallyOf(1), true, 100],
    ['one who is disabled', tallyOf(0, 1), false, 0],
    ['one who is unknown', tallyOf(0, 0, 1), false, 0],
    ['all but one unknown', tallyOf(9, 0, 1), false, 90],
    ['a third missing', tallyOf(2, 1), false, 66],
    ['one missing of a thousand', tallyOf(999, 1), false, 99],
    ['one unknown of a million', tallyOf(999_999, 0, 1), false, 99],
    ['everyone of a thousand', tallyOf(1_000), true, 100],
  ])('of %s', (_who, tally, ready, percent) => {
    expect(isReady(tally)).toBe(ready);
    expect(readinessPercent(tally)).toBe(percent);
  });

  it('is 100 % only when everyone counted is enabled, and a whole number from 0 to 100 else', () => {
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(3), fc.nat(3), (enabled, disabled, unknown) => {
        const tally = tallyOf(enabled, disabled, unknown);
        const percent = readinessPercent(tally);
        expect(Number.isInteger(percent) && percent >= 0 && percent <= 100).toBe(true);
        expect(percent === 100).toBe(isReady(tally));
        expect(isReady(tally)).toBe(enabled > 0 && disabled === 0 && unknown === 0);
      }),
    );
  });

  it('never counts unknown as enabled: who turns unknown lowers it as who turns disabled does', () => {
    const enabled: MemberFacts = { state: 'active', role: 'member', exempt: false, mfaStatus: 'enabled' };
    fc.assert(
      fc.property(fc.array(anyMember, { maxLength: 12 }), (others) => {
        const [before, unknown, disabled] = (['enabled', 'unknown', 'disabled'] as const).map((mfaStatus) =>
          countTally([...others, { ...enabled, mfaStatus }]),
        );
        if (!before || !unknown || !disabled) throw new Error('three tallies were made');
        expect(unknown.enabled).toBe(before.enabled - 1);
        expect(isReady(unknown)).toBe(false);
        expect(readinessPercent(unknown)).toBe(readinessPercent(disabled));
        expect(readinessPercent(unknown)).toBeLessThan(readinessPercent(before));
      }),
    );
  });

  it('is decided by counted members alone', () => {
    fc.assert(
      fc.property(fc.array(anyMember), (members) => {
        const counted = members.filter(isCounted);
        expect(isReady(countTally(members))).toBe(
          counted.length > 0 && counted.every(({ mfaStatus }) => mfaStatus === 'enabled'),
        );
      }),
    );
  });
});

describe('the second confirmation', () => {
  it.each([
    [0, 0, false],
    [0, 5, false],
    [1, 5, false],
    [1, 4, true],
    [2, 9, true],
    [20, 100, false],
    [21, 100, true],
  ])('is asked for %i exempt of %i active: %s', (exempt, active, asked) =>
    expect(needsExemptionConfirmation({ exempt, active })).toBe(asked),
  );
});
