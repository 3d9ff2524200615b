import fc from 'fast-check';
import type { Cadence } from '../../../src/domain/cadence.ts';
import type { CampaignDraft } from '../../../src/domain/campaign.ts';
import type { NudgeCampaign, NudgeMember } from '../../../src/domain/nudge.ts';
import { DEFAULT_WORKING_TIME, type WorkingTime } from '../../../src/domain/working-time.ts';
import { DAY, MINUTE, NOON } from './members.ts';

const LACKING = { state: 'active', role: 'member', exempt: false, mfaStatus: 'disabled' } as const;

export const DRAFT: CampaignDraft = {
  audience: { type: 'everyone' },
  exceptMemberIds: [],
  deadline: new Date(NOON.getTime() + 30 * DAY),
  cadence: { type: 'standard' },
  channels: { type: 'dm' },
  workingTime: DEFAULT_WORKING_TIME,
  timeZone: 'UTC',
  snoozes: { count: 3, longestDays: 7 },
  message: null,
  atDeadline: 'tell_owners',
};

export function campaignWith(patch: Partial<NudgeCampaign> = {}): NudgeCampaign {
  return { ...DRAFT, id: 'cmp_1', state: 'running', ...patch };
}

export function memberWith(patch: Partial<NudgeMember> = {}): NudgeMember {
  return {
    memberId: 'mem_1',
    standing: LACKING,
    timeZone: 'UTC',
    deadline: DRAFT.deadline,
    enrolledAt: NOON,
    plannedFor: null,
    lastSentAt: null,
    previousSentAt: null,
    snoozedUntil: null,
    awayUntil: null,
    undisturbedUntil: null,
    ...patch,
  };
}

/** From UTC+14 to UTC−11, half hours, clocks that change in either half of the year, and nothing that is a zone. */
const ZONES = [
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Pacific/Chatham',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/New_York',
  'America/Santiago',
  'Europe/Amsterdam',
  'Africa/Casablanca',
  'UTC',
  null,
  'Atlantis/Harbour',
];
const anyZone = fc.constantFrom(...ZONES);

const anyWorkingTime: fc.Arbitrary<WorkingTime> = fc
  .record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    from: fc.integer({ min: 0, max: 22 * 60 }),
    length: fc.integer({ min: 120, max: 24 * 60 }),
  })
  .map(({ days, from, length }) => ({ days, from, to: Math.min(from + length, 24 * 60) }));

const anyCadence: fc.Arbitrary<Cadence> = fc.oneof(
  fc.record({ type: fc.constantFrom('gentle' as const, 'standard' as const, 'firm' as const) }),
  fc.record({
    type: fc.constant('own' as const),
    everyWorkingDays: fc.integer({ min: 1, max: 20 }),
    dailyInLastWeek: fc.boolean(),
    twiceOnLastDays: fc.boolean(),
  }),
);

/** A whole year around `NOON`, so that every change of the clocks is in it. */
export const anyMoment = fc.integer({ min: -183 * DAY, max: 183 * DAY }).map((ms) => new Date(NOON.getTime() + ms));

/** A campaign of up to 60 days and a member in it, at any moment of it. */
export const anyScene = fc
  .record({
    start: anyMoment,
    lengthMinutes: fc.integer({ min: 60, max: 60 * 24 * 60 }),
    nowPart: fc.double({ min: 0, max: 1, noNaN: true }),
    zone: anyZone,
    fallback: anyZone,
    workingTime: anyWorkingTime,
    cadence: anyCadence,
    seed: fc.uuid(),
  })
  .map(({ start, lengthMinutes, nowPart, zone, fallback, workingTime, cadence, seed }) => {
    const length = lengthMinutes * MINUTE;
    const campaign = campaignWith({ workingTime, cadence, timeZone: fallback ?? 'UTC' });
    const deadline = new Date(start.getTime() + length);
    const member = memberWith({ memberId: `mem_${seed}`, timeZone: zone, enrolledAt: start, deadline });
    return { campaign, member, now: new Date(start.getTime() + Math.floor(nowPart * length)) };
  });

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** The clock on somebody's wall, by the platform's own calendar and not by the library that the rules use. */
export function onTheWall(moment: Date, zone: string): { day: string; weekday: number; minutes: number } {
  const format =
    FORMATS.get(zone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23' });
  FORMATS.set(zone, format);
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
  return {
    day: `${parts.get('year')} ${parts.get('month')} ${parts.get('day')}`,
    weekday: weekdays.indexOf(parts.get('weekday') ?? '') + 1,
    minutes: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}

/** The zone that a member's clock shows. */
export function wallZone(own: string | null, fallback: string): string {
  return [own, fallback].find((zone) => zone !== null && zone !== 'Atlantis/Harbour') ?? 'UTC';
}
