import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberFacts } from '../../../src/domain/member.ts';
import type { MfaStatus } from '../../../src/domain/mfa.ts';
import { DEFAULT_SETTINGS, gracePeriodMs } from '../../../src/domain/settings.ts';
import {
  type GraceClock,
  graceEndsAt,
  graceUsedMs,
  OVERDUE_NOTICE_INTERVAL_MS,
  stepViolation,
  type ViolationStep,
} from '../../../src/domain/violation.ts';
import { ALL_MEMBERS, at, DAY, HOUR, NOON } from './members.ts';

const GRACE_PERIOD_MS = gracePeriodMs(DEFAULT_SETTINGS);
const RUNNING: GraceClock = { usedMs: HOUR, runningSince: NOON };
const STOPPED: GraceClock = { usedMs: HOUR, runningSince: null };

function withStatus(mfaStatus: MfaStatus | null): MemberFacts {
  return { state: 'active', role: 'member', exempt: false, mfaStatus };
}

describe('a violation', () => {
  it('opens only on disabled, of a counted member', () => {
    for (const member of ALL_MEMBERS) {
      const { state, exempt, mfaStatus } = member;
      const opens = state === 'active' && !exempt && mfaStatus === 'disabled';
      expect(stepViolation(member, null)).toBe(opens ? 'open' : 'none');
    }
  });

  it('closes only on enabled', () => {
    for (const member of ALL_MEMBERS) {
      for (const grace of [RUNNING, STOPPED]) {
        expect(stepViolation(member, { grace }) === 'close').toBe(member.mfaStatus === 'enabled');
      }
    }
  });

  it.each<[string, MfaStatus | null, GraceClock, ViolationStep]>([
    ['unknown stops the grace clock', 'unknown', RUNNING, 'stop_grace'],
    ['unknown again does nothing', 'unknown', STOPPED, 'none'],
    ['an account that is gone is unknown', null, RUNNING, 'stop_grace'],
    ['an account that stays gone does nothing', null, STOPPED, 'none'],
    ['disabled again starts the clock', 'disabled', STOPPED, 'start_grace'],
    ['disabled as before does nothing', 'disabled', RUNNING, 'none'],
    ['enabled closes it while the clock runs', 'enabled', RUNNING, 'close'],
    ['enabled closes it while the clock stands', 'enabled', STOPPED, 'close'],
  ])('that is open: %s', (_what, status, grace, step) => {
    expect(stepViolation(withStatus(status), { grace })).toBe(step);
  });
});

describe('the grace clock', () => {
  it('is seven days by default, and owners are told daily of who is past it', () => {
    expect(GRACE_PERIOD_MS).toBe(7 * DAY);
    expect(OVERDUE_NOTICE_INTERVAL_MS).toBe(DAY);
  });

  it('runs with the time, stands still when stopped, and never runs backwards', () => {
    expect(graceUsedMs(RUNNING, at(2 * HOUR))).toBe(3 * HOUR);
    expect(graceUsedMs(STOPPED, at(2 * HOUR))).toBe(HOUR);
    expect(graceUsedMs(RUNNING, at(-2 * HOUR))).toBe(HOUR);
  });

  it('ends at one moment as long as it runs, and later by as long as it stands', () => {
    const usedMs = fc.nat(10 * DAY);
    fc.assert(
      fc.property(usedMs, fc.nat(DAY), fc.nat(DAY), (used, first, second) => {
        const running = { usedMs: used, runningSince: NOON };
        const stopped = { usedMs: used, runningSince: null };
        const end = graceEndsAt(running, NOON, GRACE_PERIOD_MS);
        expect(graceEndsAt(running, at(first), GRACE_PERIOD_MS)).toEqual(end);
        expect(graceUsedMs(running, end)).toBe(Math.max(GRACE_PERIOD_MS, used));
        const shift =
          graceEndsAt(stopped, at(first + second), GRACE_PERIOD_MS).getTime() -
          graceEndsAt(stopped, at(first), GRACE_PERIOD_MS).getTime();
        expect(shift).toBe(second);
      }),
    );
  });
});

interface Walk {
  open: { grace: GraceClock } | null;
  /** Told by the walk itself: how long the member was disabled since the violation opened. */
  disabledMs: number;
}

/** What the service does with a step. */
function take(step: ViolationStep, grace: GraceClock | undefined, now: Date): Walk['open'] {
  switch (step) {
    case 'open':
      return { grace: { usedMs: 0, runningSince: now } };
    case 'close':
      return null;
    case 'stop_grace':
      return grace ? { grace: { usedMs: graceUsedMs(grace, now), runningSince: null } } : null;
    case 'start_grace':
      return grace ? { grace: { ...grace, runningSince: now } } : null;
    case 'none':
      return grace ? { grace } : null;
  }
}

describe('a member who is read again and again', () => {
  const anyReadings = fc.array(
    fc.record({
      afterMs: fc.nat(3 * DAY),
      status: fc.constantFrom<(MfaStatus | null)[]>('disabled', 'disabled', 'unknown', null, 'enabled'),
    }),
    { maxLength: 30 },
  );

  it('uses exactly the grace in which they were disabled, and none while unknown', () => {
    fc.assert(
      fc.property(anyReadings, (readings) => {
        let walk: Walk = { open: null, disabledMs: 0 };
        let now = NOON;
        let status: MfaStatus | null = 'enabled';
        for (const reading of readings) {
          now = new Date(now.getTime() + reading.afterMs);
          if (walk.open && status === 'disabled') walk.disabledMs += reading.afterMs;
          if (walk.open) expect(graceUsedMs(walk.open.grace, now)).toBe(walk.disabledMs);
          status = reading.status;
          const open = take(stepViolation(withStatus(status), walk.open), walk.open?.grace, now);
          walk = { open, disabledMs: open && walk.open ? walk.disabledMs : 0 };
          if (open === null) continue;
          expect(open.grace.runningSince !== null).toBe(status === 'disabled');
          expect(graceEndsAt(open.grace, now, GRACE_PERIOD_MS).getTime() - now.getTime()).toBe(
            GRACE_PERIOD_MS - walk.disabledMs,
          );
        }
      }),
    );
  });

  it('has a violation exactly from the first disabled to the next enabled', () => {
    fc.assert(
      fc.property(anyReadings, (readings) => {
        let open: Walk['open'] = null;
        const seen: (MfaStatus | null)[] = [];
        for (const { status } of readings) {
          open = take(stepViolation(withStatus(status), open), open?.grace, NOON);
          seen.push(status);
          const sinceEnabled = seen.slice(seen.lastIndexOf('enabled') + 1);
          expect(open !== null).toBe(sinceEnabled.includes('disabled'));
        }
      }),
    );
  });
});
