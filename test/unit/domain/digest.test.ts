import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWeekDue, MILESTONES, mayTell, stepMilestone } from '../../../src/domain/digest.ts';
import { at, DAY, HOUR, NOON } from './members.ts';

describe('milestones', () => {
  it('are told once each on the way up, the highest that was reached', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 })), (changes) => {
        const rising = changes.toSorted((a, b) => a - b);
        let told = stepMilestone(null, 0).milestone;
        const news: number[] = [];
        for (const percent of rising) {
          const step = stepMilestone(told, percent);
          told = step.milestone;
          if (step.news !== null) news.push(step.news);
        }
        expect(news).toEqual([...new Set(news)]);
        expect(news.at(-1) ?? 0).toBe(MILESTONES.findLast((milestone) => (rising.at(-1) ?? 0) >= milestone) ?? 0);
      }),
    );
  });

  it('are no news at the first look, and are told again only after a fall', () => {
    expect(stepMilestone(null, 93)).toEqual({ milestone: 90, news: null });
    expect(stepMilestone(90, 85)).toEqual({ milestone: 90, news: null });
    expect(stepMilestone(90, 91)).toEqual({ milestone: 90, news: null });
    expect(stepMilestone(90, 79)).toEqual({ milestone: 50, news: null });
    expect(stepMilestone(50, 91)).toEqual({ milestone: 90, news: 90 });
  });
});

describe('the summary of the week', () => {
  // A Monday.
  const nine = new Date('2026-11-23T09:00:00Z');
  it('comes on Monday morning where the owner is, once', () => {
    expect(isWeekDue(null, new Date(nine.getTime() - 1), 'UTC')).toBe(false);
    expect(isWeekDue(null, nine, 'UTC')).toBe(true);
    expect(isWeekDue(null, nine, 'America/New_York')).toBe(false);
    expect(isWeekDue(nine, new Date(nine.getTime() + HOUR), 'UTC')).toBe(false);
    expect(isWeekDue(nine, new Date(nine.getTime() + 7 * DAY), 'UTC')).toBe(true);
    expect(isWeekDue(null, NOON, 'UTC')).toBe(false);
  });

  it('waits for a day after another message, and for a deadline that is near', () => {
    expect(mayTell(null, null, NOON)).toBe(true);
    expect(mayTell(at(-DAY + 1), null, NOON)).toBe(false);
    expect(mayTell(at(-DAY), at(DAY), NOON)).toBe(false);
    expect(mayTell(at(-DAY), at(DAY + 1), NOON)).toBe(true);
  });
});
