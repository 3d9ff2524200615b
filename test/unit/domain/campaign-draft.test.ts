import { describe, expect, it } from 'vitest';
import type { CampaignDraft } from '../../../src/domain/campaign.ts';
import { type DraftFacts, type DraftField, validateDraft } from '../../../src/domain/campaign-draft.ts';
import { DRAFT } from './campaigns.ts';
import { at, DAY, HOUR, NOON } from './members.ts';

const FACTS: DraftFacts = { now: NOON, mailEnabled: true, people: { total: 10, lackingMfa: 4 } };
const hours = (from: number, to: number) => ({ workingTime: { ...DRAFT.workingTime, from, to } });
const own = (everyWorkingDays: number): Partial<CampaignDraft> => ({
  cadence: { type: 'own', everyWorkingDays, dailyInLastWeek: true, twiceOnLastDays: false },
});

describe('a campaign that cannot start says why at its field', () => {
  it.each<[string, DraftField | null, Partial<CampaignDraft>, Partial<DraftFacts>]>([
    ['that is right', null, {}, {}],
    ['with a deadline in the past', 'deadline', { deadline: at(-DAY) }, {}],
    ['with a deadline now', 'deadline', { deadline: NOON }, {}],
    ['with a deadline that is no moment', 'deadline', { deadline: new Date(Number.NaN) }, {}],
    ['with a deadline in ten years', 'deadline', { deadline: at(3_650 * DAY) }, {}],
    ['with a deadline before the next working hour', 'deadline', { deadline: at(HOUR), ...hours(0, 120) }, {}],
    ['for a group that vanished', 'audience', {}, { people: null }],
    ['for nobody', 'audience', {}, { people: { total: 0, lackingMfa: 0 } }],
    ['for people who all have MFA', 'audience', {}, { people: { total: 10, lackingMfa: 0 } }],
    ['every 0 working days', 'cadence', own(0), {}],
    ['every 1.5 working days', 'cadence', own(1.5), {}],
    ['every 21 working days', 'cadence', own(21), {}],
    ['by email where there is none', 'channels', { channels: { type: 'email' } }, { mailEnabled: false }],
    ['with an email after 0 messages', 'channels', { channels: { type: 'both', emailAfter: 0 } }, {}],
    ['from 17:00 to 09:00', 'hours', hours(17 * 60, 9 * 60), {}],
    ['from 09:00 to 10:00', 'hours', hours(9 * 60, 10 * 60), {}],
    ['until 25:00', 'hours', hours(9 * 60, 25 * 60), {}],
    ['on no day', 'days', { workingTime: { ...DRAFT.workingTime, days: [] } }, {}],
    ['in a zone that does not exist', 'timeZone', { timeZone: 'Mars/Olympus_Mons' }, {}],
    ['with eleven snoozes', 'snoozes', { snoozes: { count: 11, longestDays: 7 } }, {}],
    ['with snoozes of a month', 'snoozes', { snoozes: { count: 3, longestDays: 30 } }, {}],
    ['with a message that is too long', 'message', { message: 'x'.repeat(501) }, {}],
  ])('one %s: %s', (_what, field, draft, facts) => {
    const problems = validateDraft({ ...DRAFT, ...draft }, { ...FACTS, ...facts });
    expect(Object.keys(problems)).toEqual(field === null ? [] : [field]);
  });

  it('names every field at once', () => {
    const draft = { ...DRAFT, deadline: at(-DAY), timeZone: '', message: 'x'.repeat(5_000), ...own(0) };
    expect(Object.keys(validateDraft(draft, FACTS))).toEqual(['deadline', 'cadence', 'timeZone', 'message']);
  });
});
