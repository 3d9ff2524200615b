import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineStatuses, MFA_STATUSES, type MfaStatus } from '../../../src/domain/mfa.ts';
import { anyStatus } from './members.ts';

describe('the MFA status of a member with several accounts', () => {
  it.each<[MfaStatus[], MfaStatus | null]>([
    [[], null],
    [['enabled'], 'enabled'],
    [['disabled'], 'disabled'],
    [['unknown'], 'unknown'],
    [['enabled', 'enabled'], 'enabled'],
    [['enabled', 'unknown'], 'unknown'],
    [['enabled', 'disabled'], 'disabled'],
    [['unknown', 'disabled'], 'disabled'],
    [['enabled', 'unknown', 'disabled'], 'disabled'],
  ])('of %j is %j', (statuses, combined) => expect(combineStatuses(statuses)).toBe(combined));

  it('is enabled only when every account is, and disabled when any is', () => {
    fc.assert(
      fc.property(fc.array(anyStatus, { minLength: 1 }), (statuses) => {
        const combined = combineStatuses(statuses);
        expect(combined === 'enabled').toBe(statuses.every((status) => status === 'enabled'));
        expect(combined === 'disabled').toBe(statuses.some((status) => status === 'disabled'));
        expect(MFA_STATUSES).toContain(combined);
      }),
    );
  });

  it('depends neither on the order of the accounts nor on how they are grouped', () => {
    fc.assert(
      fc.property(fc.array(anyStatus, { minLength: 1 }), fc.array(anyStatus), fc.nat(), (first, second, turn) => {
        const all = [...first, ...second];
        const combined = combineStatuses(all);
        const cut = turn % all.length;
        expect(combineStatuses([...all.slice(cut), ...all.slice(0, cut)])).toBe(combined);
        expect(combineStatuses([first, second].flatMap((part) => combineStatuses(part) ?? []))).toBe(combined);
      }),
    );
  });
});
