import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changedSettings,
  conflictingSettings,
  DEFAULT_SETTINGS,
  GRACE_DAYS,
  gracePeriodMs,
  mergeSettings,
  RETENTION_DAYS,
  SETTING_NAMES,
  type Settings,
  settingProblems,
} from '../../../src/domain/settings.ts';

const few = fc.integer({ min: 30, max: 32 });
const settings: fc.Arbitrary<Settings> = fc.record({
  graceDays: fc.integer({ min: 1, max: 3 }),
  locking: fc.boolean(),
  smsCounts: fc.boolean(),
  helpChannel: fc.constantFrom(null, 'C1', 'C2'),
  secondPerson: fc.boolean(),
  weeklySummary: fc.boolean(),
  retentionDays: few,
});
const edit = fc.record({ seen: settings, chosen: settings, current: settings });

describe('settings that two people change at once', () => {
  it('merge field by field: what I touched is mine, all else is as it is now', () => {
    fc.assert(
      fc.property(edit, ({ seen, chosen, current }) => {
        const merged = mergeSettings({ seen, chosen, current });
        for (const name of SETTING_NAMES) {
          expect(merged[name]).toBe(chosen[name] === seen[name] ? current[name] : chosen[name]);
        }
      }),
    );
  });

  it('conflict only where both changed the same, to something else', () => {
    fc.assert(
      fc.property(edit, (facts) => {
        const lost = changedSettings(facts.current, mergeSettings(facts)).filter(
          (name) => facts.current[name] !== facts.seen[name],
        );
        expect(conflictingSettings(facts)).toEqual(lost);
      }),
    );
  });

  it('never conflict for who is alone, or who opens the window again', () => {
    fc.assert(
      fc.property(settings, settings, (current, chosen) => {
        expect(conflictingSettings({ seen: current, chosen, current })).toEqual([]);
        expect(mergeSettings({ seen: current, chosen, current })).toEqual(chosen);
      }),
    );
  });
});

describe('days', () => {
  it.each([
    ['graceDays', GRACE_DAYS],
    ['retentionDays', RETENTION_DAYS],
  ] as const)('of %s are whole and within the bounds', (name, { min, max }) => {
    for (const days of [min, max]) expect(settingProblems({ ...DEFAULT_SETTINGS, [name]: days })).toEqual([]);
    for (const days of [min - 1, max + 1, min + 0.5, Number.NaN, -7, Number.POSITIVE_INFINITY]) {
      const [problem] = settingProblems({ ...DEFAULT_SETTINGS, [name]: days });
      expect(problem).toMatchObject({ name, sentence: expect.stringContaining(`from ${min} to ${max}`) });
    }
  });

  it('of grace are seven unless somebody chooses', () => {
    expect(gracePeriodMs(DEFAULT_SETTINGS)).toBe(7 * 24 * 60 * 60_000);
  });
});
