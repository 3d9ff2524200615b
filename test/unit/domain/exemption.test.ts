import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
  type ExemptFacts,
  exemptionDays,
  exemptProblems,
  MAX_EXEMPTION_DAYS,
  parseExemptionEnd,
  refuseExempt,
} from '../../../src/domain/exemption.ts';
import { PERMISSIONS } from '../../../src/domain/permission.ts';
import { DAY, NOON } from './members.ts';

const zones = ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'];
const anyNow = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });

describe('the end of an exemption', () => {
  it('is the end of a day from tomorrow to 90 days ahead, on the calendar of who chooses', () => {
    fc.assert(
      fc.property(anyNow, fc.constantFrom(...zones), fc.integer({ min: -400, max: 400 }), (now, zone, days) => {
        const day = DateTime.fromJSDate(now, { zone }).plus({ days }).toFormat('yyyy-MM-dd');
        const end = parseExemptionEnd(day, now, zone);
        expect(end !== null).toBe(days >= 1 && days <= MAX_EXEMPTION_DAYS);
        if (end === null) return;
        expect(end.getTime()).toBeGreaterThan(now.getTime() + DAY - 2 * 60 * 60_000);
        expect(end.getTime()).toBeLessThan(now.getTime() + (MAX_EXEMPTION_DAYS + 1) * DAY + 2 * 60 * 60_000);
        expect(DateTime.fromJSDate(end, { zone }).minus({ milliseconds: 1 }).toFormat('yyyy-MM-dd')).toBe(day);
      }),
    );
  });

  it.each(['', 'tomorrow', '2026-11-31', '25.11.2026', '2026-11-25T00:00', '99999-01-01'])('is never %j', (day) => {
    expect(parseExemptionEnd(day, NOON, 'UTC')).toBeNull();
  });

  it('is offered within these bounds', () => {
    expect(exemptionDays(NOON, 'UTC')).toEqual({ first: '2026-11-25', last: '2027-02-22' });
  });
});

describe('exempting somebody', () => {
  const facts: ExemptFacts = {
    actorId: 'mem_actor',
    permission: 'manage',
    subject: { id: 'mem_subject', state: 'active' },
    exemptUntil: null,
  };

  it.each([null, ...PERMISSIONS])('wants manage (%s)', (permission) => {
    expect(refuseExempt({ ...facts, permission })?.code).toBe(permission === 'manage' ? undefined : 'not_permitted');
  });

  it('is refused for oneself, for who left, and for who is exempt already', () => {
    expect(refuseExempt({ ...facts, actorId: 'mem_subject' })?.code).toBe('exempt_self');
    expect(refuseExempt({ ...facts, subject: { id: 'mem_subject', state: 'deactivated' } })?.code).toBe(
      'person_deactivated',
    );
    expect(refuseExempt({ ...facts, exemptUntil: NOON })?.code).toBe('already_exempt');
  });

  it('wants a reason, an active sponsor who is somebody else, and an end', () => {
    const good = {
      subjectId: 'mem_subject',
      reason: 'On leave',
      sponsor: { id: 'mem_sponsor', state: 'active' },
      endsAt: NOON,
    } as const;
    const fields = (change: Partial<Parameters<typeof exemptProblems>[0]>) =>
      exemptProblems({ ...good, ...change }).map(({ field }) => field);
    expect(fields({})).toEqual([]);
    expect(fields({ reason: ' \n ' })).toEqual(['reason']);
    expect(fields({ sponsor: null })).toEqual(['sponsor']);
    expect(fields({ sponsor: { id: 'mem_subject', state: 'active' } })).toEqual(['sponsor']);
    expect(fields({ sponsor: { id: 'mem_sponsor', state: 'deactivated' } })).toEqual(['sponsor']);
    expect(fields({ endsAt: null })).toEqual(['end']);
  });
});
