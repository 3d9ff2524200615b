import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_TALLY, type Tally } from '../../../src/domain/readiness.ts';
import {
  DATE_NOTICES,
  type DateNotice,
  dateNoticeDue,
  decideTurningOn,
  PAUSE_MS,
  refuseDate,
  refuseExemptions,
  refusePause,
  type TurningOnFacts,
} from '../../../src/domain/turning-on.ts';
import { at, DAY, HOUR, MINUTE, NOON } from './members.ts';

const READY: Tally = { ...EMPTY_TALLY, active: 10, counted: 10, enabled: 10 };
const MISSING: Tally = { ...READY, enabled: 8, disabled: 1, unknown: 1 };
const ARMED: TurningOnFacts = {
  now: NOON,
  enforcement: { state: 'off', armed: true },
  permission: { type: 'known', permission: 'enforce' },
  read: true,
  tally: READY,
  confirmedExempt: null,
};
const DATED: TurningOnFacts = { ...ARMED, enforcement: { state: 'scheduled', until: NOON }, tally: MISSING };

function decide(facts: TurningOnFacts): string {
  const decision = decideTurningOn(facts);
  return decision.type === 'wait' ? decision.reason : decision.type;
}

describe('turning on by itself', () => {
  it.each<[string, TurningOnFacts, string]>([
    ['everyone is ready', ARMED, 'turn_on'],
    ['one is missing', { ...ARMED, tally: MISSING }, 'nothing'],
    ['nobody is counted', { ...ARMED, tally: EMPTY_TALLY }, 'nothing'],
    ['there is no reading yet', { ...ARMED, read: false }, 'nothing'],
    ['it is off and not armed', { ...ARMED, enforcement: { state: 'off', armed: false } }, 'nothing'],
    ['it is on', { ...ARMED, enforcement: { state: 'on' } }, 'nothing'],
    ['more are exempt than were confirmed', { ...ARMED, tally: { ...READY, active: 13, exempt: 3 } }, 'exemptions'],
    [
      'no more are exempt than were confirmed',
      { ...ARMED, tally: { ...READY, active: 13, exempt: 3 }, confirmedExempt: 4 },
      'turn_on',
    ],
    ['the role is unreadable', { ...ARMED, permission: { type: 'unreadable' } }, 'role_unreadable'],
    ['the permission is gone', { ...ARMED, permission: { type: 'known', permission: 'remind' } }, 'lapse'],
  ])('armed, when %s', (_when, facts, expected) => {
    expect(decide(facts)).toBe(expected);
  });

  it.each<[string, TurningOnFacts, string]>([
    ['the date has come, whoever is missing', DATED, 'turn_on'],
    ['the pause is over', { ...DATED, enforcement: { state: 'paused', until: NOON } }, 'turn_on'],
    ['it is a minute too early', { ...DATED, now: at(-MINUTE) }, 'nothing'],
    ['there is no complete reading', { ...DATED, read: false, permission: { type: 'unreadable' } }, 'reading'],
    ['nobody is counted', { ...DATED, tally: EMPTY_TALLY }, 'nobody_counted'],
    ['the role is unreadable', { ...DATED, permission: { type: 'unreadable' } }, 'role_unreadable'],
    ['the person has left', { ...DATED, permission: { type: 'known', permission: null } }, 'lapse'],
  ])('by date, when %s', (_when, facts, expected) => {
    expect(decide(facts)).toBe(expected);
  });
});

describe('the date', () => {
  const BERLIN = { now: new Date('2026-11-24T22:30:00Z'), timeZone: 'Europe/Berlin' };

  it.each<[string, Date | null, string | undefined]>([
    ['nothing chosen', null, 'date_missing'],
    ['no moment at all', new Date(Number.NaN), 'date_missing'],
    ['in the past', new Date('2026-11-23T09:00:00Z'), 'date_too_early'],
    ['late today, in the zone of the person', new Date('2026-11-24T22:59:00Z'), 'date_too_early'],
    ['tomorrow at midnight there', new Date('2026-11-24T23:00:00Z'), undefined],
    ['a year from now', new Date('2027-11-24T22:30:00Z'), undefined],
    ['a minute later', new Date('2027-11-24T22:31:00Z'), 'date_too_late'],
    ['in ten years', new Date('2036-11-24T09:00:00Z'), 'date_too_late'],
  ])('%s', (_what, until, code) => {
    expect(refuseDate(until, BERLIN)?.code).toBe(code);
  });

  it('takes a zone that does not exist for UTC', () => {
    const here = { now: NOON, timeZone: 'Nowhere/Else' };
    expect(refuseDate(new Date('2026-11-24T23:59:00Z'), here)?.code).toBe('date_too_early');
    expect(refuseDate(new Date('2026-11-25T00:00:00Z'), here)).toBeNull();
  });
});

describe('a pause', () => {
  it('takes an hour to seven days, and only while enforcement is on', () => {
    const code = (state: 'on' | 'off' | 'paused', ms: number) => refusePause({ state }, ms)?.code;
    expect([code('on', PAUSE_MS.min), code('on', PAUSE_MS.max)]).toEqual([undefined, undefined]);
    for (const ms of [PAUSE_MS.min - 1, PAUSE_MS.max + 1, 0, Number.NaN]) expect(code('on', ms)).toBe('pause_length');
    expect(code('off', HOUR)).toBe('nothing_to_pause');
    expect(code('paused', HOUR)).toBe('nothing_to_pause');
  });
});

describe('exemptions at arming', () => {
  it('are confirmed by their number when they are more than a fifth', () => {
    const many = { ...READY, active: 13, exempt: 3 };
    expect(refuseExemptions(READY, null)).toBeNull();
    expect(refuseExemptions(many, null)?.code).toBe('exemptions_unconfirmed');
    expect(refuseExemptions(many, 2)?.code).toBe('exemptions_unconfirmed');
    expect(refuseExemptions(many, 3)).toBeNull();
  });
});

describe('the notices before the date', () => {
  it('come a week and a day before, each once', () => {
    expect(dateNoticeDue({ until: NOON, now: at(-7 * DAY - 1), told: null })).toBeNull();
    expect(dateNoticeDue({ until: NOON, now: at(-7 * DAY), told: null })).toBe('week');
    expect(dateNoticeDue({ until: NOON, now: at(-2 * DAY), told: 'week' })).toBeNull();
    expect(dateNoticeDue({ until: NOON, now: at(-DAY), told: 'week' })).toBe('day');
    expect(dateNoticeDue({ until: NOON, now: at(-HOUR), told: 'day' })).toBeNull();
    expect(dateNoticeDue({ until: NOON, now: NOON, told: 'week' })).toBeNull();
  });

  it('are never more than two, never after the date, and the last one always comes, whenever somebody looks', () => {
    const looks = fc.array(fc.integer({ min: -10 * 24, max: 24 }), { maxLength: 30 });
    fc.assert(
      fc.property(looks, (hours) => {
        let told: DateNotice | null = null;
        const sent: [number, DateNotice][] = [];
        for (const hour of hours.toSorted((a, b) => a - b)) {
          const due = dateNoticeDue({ until: NOON, now: at(hour * HOUR), told });
          if (due !== null) sent.push([hour, due]);
          told = due ?? told;
        }
        expect(sent.length).toBeLessThanOrEqual(DATE_NOTICES.length);
        expect(new Set(sent.map(([, stage]) => stage)).size).toBe(sent.length);
        expect(sent.every(([hour]) => hour >= -7 * 24 && hour < 0)).toBe(true);
        expect(sent.some(([, stage]) => stage === 'day')).toBe(hours.some((hour) => hour >= -24 && hour < 0));
      }),
    );
  });
});
