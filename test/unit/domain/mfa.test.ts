import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  combineReadings,
  combineStatuses,
  hasOnlySms,
  MFA_METHODS,
  MFA_STATUSES,
  type MfaReading,
  type MfaStatus,
} from '../../../src/domain/mfa.ts';
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

const reading = (status: MfaStatus, method: MfaReading['method'] = null): MfaReading => ({ status, method });
const SMS = reading('enabled', 'sms');

describe('text messages alone', () => {
  it.each<[string, MfaReading[], boolean, MfaStatus, MfaReading['method']]>([
    ['count by default', [SMS], true, 'enabled', 'sms'],
    ['are missing where they do not count', [SMS], false, 'disabled', 'sms'],
    ['in one account are enough to be missing', [SMS, reading('enabled', 'app')], false, 'disabled', 'sms'],
    ['are missing also where another account is unknown', [SMS, reading('unknown')], false, 'disabled', 'sms'],
    ['are not the reason where another account has nothing', [SMS, reading('disabled')], false, 'disabled', null],
    ['are nothing to an app', [reading('enabled', 'app')], false, 'enabled', 'app'],
    ['are nothing to a method that is not known', [reading('enabled')], false, 'enabled', null],
  ])('%s', (_what, readings, smsCounts, status, method) => {
    const combined = combineReadings(readings, { smsCounts });
    expect(combined).toEqual({ status, method });
    expect(hasOnlySms({ mfaStatus: combined.status, mfaMethod: combined.method })).toBe(
      status === 'disabled' && method === 'sms',
    );
  });

  it('are all that the policy changes, and it never makes anybody enabled who was not', () => {
    const readings = fc.array(
      fc
        .record({ status: anyStatus, method: fc.constantFrom(...MFA_METHODS, null) })
        .map(({ status, method }): MfaReading => ({ status, method: status === 'enabled' ? method : null })),
    );
    fc.assert(
      fc.property(readings, (all) => {
        const lenient = combineReadings(all, { smsCounts: true });
        const strict = combineReadings(all, { smsCounts: false });
        if (!all.some(({ method }) => method === 'sms')) expect(strict).toEqual(lenient);
        expect(lenient.status).toBe(combineStatuses(all.map(({ status }) => status)));
        if (strict.status === 'enabled') expect(lenient.status).toBe('enabled');
        // What `listMisjudged` looks for: without a change of policy nobody is ever found.
        expect(lenient.status === 'disabled' && lenient.method === 'sms').toBe(false);
        expect(strict.status !== 'disabled' && strict.method === 'sms').toBe(false);
      }),
    );
  });
});
