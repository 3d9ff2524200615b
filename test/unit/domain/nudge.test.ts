import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NudgeMember, nextReminderAt, previewReminders } from '../../../src/domain/nudge.ts';
import { anyMoment, anyScene, campaignWith, memberWith, onTheWall, wallZone } from './campaigns.ts';
import { ALL_MEMBERS, at, DAY, HOUR, MINUTE, NOON } from './members.ts';

/** What may lie behind a member at a moment: messages, a promise, an absence, do-not-disturb. */
const anyPast = fc.record({
  lastSentAt: fc.option(anyMoment),
  snoozedUntil: fc.option(anyMoment),
  awayUntil: fc.option(anyMoment),
  undisturbedUntil: fc.option(anyMoment),
  plannedFor: fc.option(anyMoment),
});

function walls(moments: readonly Date[], zone: string) {
  return moments.map((moment) => onTheWall(moment, zone));
}

describe('the next reminder', () => {
  it('is never in the past, in quiet hours, on a day off, or after the deadline, whatever lies behind', () => {
    fc.assert(
      fc.property(anyScene, anyPast, ({ campaign, member, now }, past) => {
        const lastSentAt = past.lastSentAt !== null && past.lastSentAt <= now ? past.lastSentAt : null;
        const next = nextReminderAt(campaign, { ...member, ...past, lastSentAt }, now);
        if (next === null) return;
        expect(next.getTime()).toBeGreaterThanOrEqual(now.getTime());
        expect(next.getTime()).toBeLessThan(member.deadline.getTime());
        const { weekday, minutes } = onTheWall(next, wallZone(member.timeZone, campaign.timeZone));
        expect(campaign.workingTime.days).toContain(weekday);
        expect(minutes).toBeGreaterThanOrEqual(campaign.workingTime.from);
        expect(minutes).toBeLessThan(campaign.workingTime.to);
        if (past.awayUntil !== null) expect(next.getTime()).toBeGreaterThanOrEqual(past.awayUntil.getTime());
        if (past.undisturbedUntil !== null)
          expect(next.getTime()).toBeGreaterThanOrEqual(past.undisturbedUntil.getTime());
      }),
      { numRuns: 500 },
    );
  });

  it('goes only to counted members whose MFA is off', () => {
    for (const standing of ALL_MEMBERS) {
      const needs = standing.state === 'active' && !standing.exempt && standing.mfaStatus === 'disabled';
      expect(nextReminderAt(campaignWith(), memberWith({ standing }), NOON) !== null).toBe(needs);
    }
  });

  it.each(['paused', 'ended'] as const)('is none while the campaign is %s', (state) => {
    expect(nextReminderAt(campaignWith({ state }), memberWith(), NOON)).toBeNull();
  });

  it('is the same again when it is asked again before its time, and is due then', () => {
    fc.assert(
      fc.property(anyScene, ({ campaign, member, now }) => {
        const planned = nextReminderAt(campaign, member, now);
        if (planned === null) return;
        const known: NudgeMember = { ...member, plannedFor: planned };
        expect(nextReminderAt(campaign, known, now)).toEqual(planned);
        expect(nextReminderAt(campaign, known, planned)).toEqual(planned);
      }),
    );
  });

  it('does not go to 10,000 people in one second', () => {
    const seconds = new Map<number, number>();
    for (let index = 0; index < 10_000; index += 1) {
      const next = nextReminderAt(campaignWith(), memberWith({ memberId: `mem_${index}` }), NOON);
      const second = Math.floor((next?.getTime() ?? 0) / 1_000);
      seconds.set(second, (seconds.get(second) ?? 0) + 1);
    }
    expect(Math.max(...seconds.values())).toBeLessThan(20);
  });

  it('that was missed comes once, within the hour and spread, or on the next working day', () => {
    const friday = new Date('2026-11-27T11:00:00Z');
    const planned = new Date('2026-11-25T10:00:00Z');
    const missed = Array.from({ length: 500 }, (_, index) =>
      memberWith({ memberId: `mem_${index}`, plannedFor: planned, lastSentAt: at(-6 * DAY) }),
    );
    const anew = missed.map((member) => nextReminderAt(campaignWith(), member, friday)?.getTime() ?? 0);
    expect(Math.min(...anew)).toBeGreaterThanOrEqual(friday.getTime());
    expect(Math.max(...anew)).toBeLessThanOrEqual(friday.getTime() + HOUR);
    expect(new Set(anew).size).toBeGreaterThan(450);
    const saturday = new Date('2026-11-28T11:00:00Z');
    const late = missed.map((member) => nextReminderAt(campaignWith(), member, saturday));
    expect(
      new Set(
        walls(
          late.flatMap((next) => next ?? []),
          'UTC',
        ).map(({ weekday }) => weekday),
      ),
    ).toEqual(new Set([1]));
  });

  it('comes when it was promised, though there was one that day, and not before', () => {
    const sent = new Date('2026-11-24T10:00:00Z');
    const snoozedUntil = new Date('2026-11-24T13:07:00Z');
    const member = memberWith({ lastSentAt: sent, snoozedUntil });
    expect(nextReminderAt(campaignWith(), member, NOON)).toEqual(snoozedUntil);
    const evening = memberWith({ lastSentAt: sent, snoozedUntil: new Date('2026-11-24T18:00:00Z') });
    expect(onTheWall(nextReminderAt(campaignWith(), evening, NOON) ?? NOON, 'UTC').day).toBe('2026 November 25');
  });
});

describe('all reminders of somebody who never answers', () => {
  it('are never more than the most of a day, and tighter towards the deadline', () => {
    fc.assert(
      fc.property(anyScene, ({ campaign, member }) => {
        const moments = previewReminders(campaign, member, member.enrolledAt, 500);
        const zone = wallZone(member.timeZone, campaign.timeZone);
        const perDay = new Map<string, number>();
        for (const { day } of walls(moments, zone)) perDay.set(day, (perDay.get(day) ?? 0) + 1);
        const twice =
          campaign.cadence.type === 'firm' || (campaign.cadence.type === 'own' && campaign.cadence.twiceOnLastDays);
        for (const moment of moments) {
          const isLast = member.deadline.getTime() - moment.getTime() < 2 * DAY + HOUR;
          expect(perDay.get(onTheWall(moment, zone).day) ?? 0).toBeLessThanOrEqual(twice && isLast ? 2 : 1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    [{ type: 'gentle' }, [5, 5, 4, 2, 2, 1]],
    [{ type: 'standard' }, [3, 3, 3, 3, 2, 1, 1, 1, 1, 1]],
    [{ type: 'firm' }, [2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 0, 1, 0]],
    [{ type: 'own', everyWorkingDays: 8, dailyInLastWeek: false, twiceOnLastDays: false }, [8, 8]],
    [{ type: 'own', everyWorkingDays: 8, dailyInLastWeek: true, twiceOnLastDays: true }, [8, 6, 1, 1, 1, 1, 0, 1, 0]],
  ] as const)('of the cadence %j are so many working days apart', (cadence, expected) => {
    // From a Monday to a Friday four weeks later.
    const from = new Date('2026-11-02T00:00:00Z');
    const member = memberWith({ enrolledAt: from, deadline: new Date('2026-11-27T23:00:00Z') });
    const moments = previewReminders(campaignWith({ cadence }), member, from, 100);
    const days = moments.map((moment) => Math.floor(moment.getTime() / DAY));
    const isWorking = (day: number) => ![6, 0].includes(new Date(day * DAY).getUTCDay());
    const gaps = days.slice(1).map((day, index) => {
      const before = days[index] ?? day;
      return Array.from({ length: day - before }, (_, passed) => before + passed + 1).filter(isWorking).length;
    });
    expect(gaps).toEqual(expected);
    expect(new Set(moments.map((moment) => moment.getTime())).size).toBe(moments.length);
  });

  it('are at least an hour apart', () => {
    fc.assert(
      fc.property(anyScene, ({ campaign, member }) => {
        const moments = previewReminders(campaign, member, member.enrolledAt, 500);
        for (const [index, moment] of moments.slice(1).entries()) {
          expect(moment.getTime() - (moments[index]?.getTime() ?? 0)).toBeGreaterThanOrEqual(60 * MINUTE);
        }
      }),
      { numRuns: 30 },
    );
  });
});
