import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_MOVE_MS, NOT_AWAY, ownDeadline, stepAway } from '../../../src/domain/away.ts';
import { channelsFor } from '../../../src/domain/campaign.ts';
import { localTimeOf } from '../../../src/domain/nudge.ts';
import { snoozeChoices, snoozesLeft } from '../../../src/domain/snooze.ts';
import { anyScene, campaignWith, onTheWall } from './campaigns.ts';
import { at, DAY, HOUR, NOON } from './members.ts';

const local = localTimeOf(campaignWith(), { memberId: 'mem_1', timeZone: 'Pacific/Kiritimati' });
const facts = { allowance: { count: 3, longestDays: 7 }, used: 0, deadline: at(30 * DAY), local };

describe('putting a reminder off', () => {
  it('offers an hour, tomorrow morning and next week, on the member’s own clock', () => {
    const offered = snoozeChoices(facts, NOON).map(({ snooze, until }) => [
      snooze,
      onTheWall(until, 'Pacific/Kiritimati'),
    ]);
    // Noon in UTC on a Tuesday is 02:00 on Wednesday there.
    expect(offered).toMatchObject([
      ['hour', { weekday: 3, minutes: 180 }],
      ['tomorrow', { weekday: 4 }],
      ['next_week', { weekday: 1 }],
    ]);
  });

  it('tells how many are left, and offers nothing after the last', () => {
    expect([0, 1, 2, 3, 4].map((used) => snoozesLeft({ ...facts, used }))).toEqual([3, 2, 1, 0, 0]);
    expect(snoozeChoices({ ...facts, used: 3 }, NOON)).toEqual([]);
  });

  it('offers nothing longer than allowed, or past the deadline', () => {
    const short = { ...facts, allowance: { count: 3, longestDays: 1 } };
    expect(snoozeChoices(short, NOON).map(({ snooze }) => snooze)).toEqual(['hour', 'tomorrow']);
    expect(snoozeChoices({ ...facts, deadline: at(2 * HOUR) }, NOON).map(({ snooze }) => snooze)).toEqual(['hour']);
  });

  it('offers only moments to come, and mornings in working time', () => {
    fc.assert(
      fc.property(anyScene, ({ campaign, member, now }) => {
        const own = localTimeOf(campaign, member);
        for (const { snooze, until } of snoozeChoices({ ...facts, deadline: member.deadline, local: own }, now)) {
          expect(until.getTime()).toBeGreaterThan(now.getTime());
          expect(until.getTime()).toBeLessThan(member.deadline.getTime());
          const { weekday, minutes } = onTheWall(until, own.zone);
          if (snooze === 'hour') continue;
          expect(own.days).toContain(weekday);
          expect(minutes).toBeGreaterThanOrEqual(own.from);
          expect(minutes).toBeLessThan(own.to);
        }
      }),
    );
  });
});

describe('being away', () => {
  it('moves the deadline by as long, and seeing it again moves it no further', () => {
    const away = stepAway(NOT_AWAY, at(5 * DAY), NOON);
    expect(away).toEqual({ until: at(5 * DAY), movedMs: 5 * DAY });
    expect(stepAway(away, at(5 * DAY), at(DAY))).toBe(away);
    expect(ownDeadline(at(20 * DAY), away)).toEqual(at(25 * DAY));
  });

  it('for longer than was said moves it on, and back early moves it back', () => {
    const away = stepAway(NOT_AWAY, at(5 * DAY), NOON);
    expect(stepAway(away, at(8 * DAY), at(DAY)).movedMs).toBe(8 * DAY);
    expect(stepAway(away, null, at(2 * DAY))).toEqual({ until: at(2 * DAY), movedMs: 2 * DAY });
  });

  it('several times adds up, to two weeks at most', () => {
    const first = stepAway(NOT_AWAY, at(10 * DAY), NOON);
    const second = stepAway(stepAway(first, null, at(12 * DAY)), at(22 * DAY), at(12 * DAY));
    expect(second.movedMs).toBe(20 * DAY);
    expect(ownDeadline(NOON, second).getTime() - NOON.getTime()).toBe(LONGEST_MOVE_MS);
  });
});

describe('the ways to reach somebody', () => {
  const reachable = { inSlack: true, byEmail: true };
  const both = { type: 'both', emailAfter: 2 } as const;
  it.each([
    [{ type: 'dm' }, { unanswered: 9, ...reachable }, ['slack']],
    [{ type: 'email' }, { unanswered: 0, ...reachable }, ['email']],
    [both, { unanswered: 1, ...reachable }, ['slack']],
    [both, { unanswered: 2, ...reachable }, ['slack', 'email']],
    [both, { unanswered: 0, inSlack: false, byEmail: true }, ['email']],
    [both, { unanswered: 5, inSlack: true, byEmail: false }, ['slack']],
    [{ type: 'dm' }, { unanswered: 0, inSlack: false, byEmail: true }, []],
  ] as const)('by %j for %j', (channels, member, expected) => expect(channelsFor(channels, member)).toEqual(expected));
});
