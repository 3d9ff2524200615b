import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberId } from '../../../src/domain/ids.ts';
import {
  decideLocks,
  type LockBudget,
  type LockCandidate,
  type LockSituation,
  lockRetryDelayMs,
  locksPerDay,
  spareReason,
  stepLock,
} from '../../../src/domain/locking.ts';
import { isCounted } from '../../../src/domain/member.ts';
import { MFA_STATUSES } from '../../../src/domain/mfa.ts';
import { ALL_MEMBERS, at, HOUR, NOON } from './members.ts';

const MEMBER_IDS: readonly MemberId[] = ['mem_1', 'mem_2', 'mem_3', 'mem_4', 'mem_5', 'mem_6'];

const LOCKABLE: LockCandidate = {
  memberId: 'mem_1',
  member: { state: 'active', role: 'member', exempt: false, mfaStatus: 'disabled' },
  isOwner: false,
  isOwn: false,
  canLock: true,
  status: 'disabled',
  graceEndsAt: NOON,
  foundLocked: false,
};
const SITUATION: LockSituation = {
  now: NOON,
  enforced: true,
  optedIn: true,
  away: false,
  enrolledOwners: new Set(['mem_8', 'mem_9']),
};
const BUDGET: LockBudget = { members: 1_000, today: 0, waiting: 0 };

/** Mostly lockable, so that the limit is reached; each fact wrong now and then. */
const candidate: fc.Arbitrary<LockCandidate> = fc.record({
  memberId: fc.constantFrom(...MEMBER_IDS),
  member: fc.oneof({ weight: 4, arbitrary: fc.constant(LOCKABLE.member) }, fc.constantFrom(...ALL_MEMBERS)),
  isOwner: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.boolean()),
  isOwn: fc.constantFrom(false, false, false, true, null),
  canLock: fc.constantFrom(true, true, true, false),
  status: fc.constantFrom('disabled' as const, 'disabled' as const, ...MFA_STATUSES),
  graceEndsAt: fc.oneof({ weight: 4, arbitrary: fc.constant(NOON) }, fc.constantFrom(at(HOUR), at(-HOUR), null)),
  foundLocked: fc.constantFrom(false, false, false, true),
});
const situation: fc.Arbitrary<LockSituation> = fc.record({
  now: fc.constant(NOON),
  enforced: fc.constantFrom(true, true, true, false),
  optedIn: fc.constantFrom(true, true, true, false),
  away: fc.constantFrom(false, false, false, true),
  enrolledOwners: fc.subarray([...MEMBER_IDS]).map((ids) => new Set(ids)),
});
const budget: fc.Arbitrary<LockBudget> = fc.record({ members: fc.nat(300), today: fc.nat(6), waiting: fc.nat(1) });

describe('whatever the facts, decideLocks', () => {
  const decided = (check: (one: LockCandidate, verdict: string, facts: LockSituation) => void) =>
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 30 }), situation, budget, (candidates, facts, limits) => {
        const verdicts = decideLocks(candidates, facts, limits);
        expect(verdicts).toHaveLength(candidates.length);
        for (const [index, one] of candidates.entries()) check(one, verdicts[index]?.type ?? 'none', facts);
      }),
      { numRuns: 500 },
    );

  it('neither locks nor plans an owner, the last enrolled owner, or the account behind our own credentials', () => {
    decided((one, verdict, { enrolledOwners }) => {
      if (one.isOwner || one.isOwn !== false || enrolledOwners.has(one.memberId)) expect(verdict).toBe('spare');
    });
  });

  it('touches nobody who is not counted, not without MFA, still has time, or was locked by somebody else', () => {
    decided((one, verdict, { now }) => {
      const isDue = one.graceEndsAt !== null && one.graceEndsAt <= now;
      const isMeant = isCounted(one.member) && one.status === 'disabled' && isDue && !one.foundLocked && one.canLock;
      if (!isMeant) expect(verdict).toBe('spare');
    });
  });

  it('does nothing while enforcement is off, the organization has not opted in, or Slack is away', () => {
    decided((_one, verdict, { enforced, optedIn, away }) => {
      if (!enforced || !optedIn || away) expect(verdict).toBe('spare');
    });
  });

  it('locks no more than the limit of the day, and nobody at all while others wait', () => {
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 30 }), situation, budget, (candidates, facts, limits) => {
        const locks = decideLocks(candidates, facts, limits).filter(({ type }) => type === 'lock').length;
        expect(locks).toBeLessThanOrEqual(Math.max(0, locksPerDay(limits.members) - limits.today));
        if (limits.waiting > 0) expect(locks).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('day after day: at most one limit of locks in any 24 hours without consent', () => {
    const rounds = fc.array(fc.record({ afterHours: fc.nat(20), due: fc.nat(8) }), { maxLength: 20 });
    fc.assert(
      fc.property(rounds, fc.integer({ min: 1, max: 300 }), (all, members) => {
        let hour = 0;
        let waiting = 0;
        const lockedAt: number[] = [];
        for (const { afterHours, due } of all) {
          hour += afterHours;
          const today = lockedAt.filter((other) => other > hour - 24).length;
          const verdicts = decideLocks(
            Array.from({ length: due }, () => LOCKABLE),
            SITUATION,
            { members, today, waiting },
          );
          lockedAt.push(...verdicts.filter(({ type }) => type === 'lock').map(() => hour));
          waiting += verdicts.filter(({ type }) => type === 'wait').length;
          expect(lockedAt.filter((other) => other > hour - 24).length).toBeLessThanOrEqual(locksPerDay(members));
        }
      }),
    );
  });
});

describe('decideLocks', () => {
  it('locks who has no reason to be spared, the first ones first', () => {
    const seven = MEMBER_IDS.concat('mem_7').map((memberId) => ({ ...LOCKABLE, memberId }));
    const types = decideLocks(seven, SITUATION, BUDGET).map(({ type }) => type);
    expect(types).toEqual(['lock', 'lock', 'lock', 'lock', 'lock', 'wait', 'wait']);
  });

  it.each([
    [1, 1],
    [39, 1],
    [40, 2],
    [99, 4],
    [100, 5],
    [100_000, 5],
  ])('of %i members it locks %i a day without asking', (members, locks) => {
    expect(locksPerDay(members)).toBe(locks);
  });

  it.each([
    ['not_enforced', {}, { enforced: false }],
    ['opted_out', {}, { optedIn: false }],
    ['away', {}, { away: true }],
    ['last_enrolled_owner', { isOwner: true }, { enrolledOwners: new Set<MemberId>(['mem_1']) }],
    ['owner', { isOwner: true }, {}],
    ['own_account', { isOwn: true }, {}],
    ['own_account_unknown', { isOwn: null }, {}],
    ['directory_cannot', { canLock: false }, {}],
    ['not_counted', { member: { ...LOCKABLE.member, exempt: true } }, {}],
    ['not_disabled', { status: 'unknown' as const }, {}],
    ['grace_stopped', { graceEndsAt: null }, {}],
    ['grace_left', { graceEndsAt: at(1) }, {}],
    ['found_locked', { foundLocked: true }, {}],
  ] as const)('says why not: %s', (reason, facts, world) => {
    expect(spareReason({ ...LOCKABLE, ...facts }, { ...SITUATION, ...world })).toBe(reason);
  });
});

describe('a lock that is not over', () => {
  const HERE = { enforced: true, optedIn: true, away: false };
  const locked = { state: 'locked' as const, member: LOCKABLE.member, violationOpen: true };

  it('goes on with its violation', () => {
    expect(stepLock(locked, HERE)).toBe('keep');
  });

  it.each([
    ['MFA appeared', { violationOpen: false }, {}],
    ['they are exempt', { member: { ...LOCKABLE.member, exempt: true } }, {}],
    ['enforcement stopped', {}, { enforced: false }],
    ['the organization opted out', {}, { optedIn: false }],
  ])('ends when %s: what is locked is unlocked, what was planned is dropped', (_what, ground, world) => {
    for (const state of ['locked', 'locking'] as const) {
      expect(stepLock({ ...locked, ...ground, state }, { ...HERE, ...world })).toBe('unlock');
    }
    for (const state of ['planned', 'waiting'] as const) {
      expect(stepLock({ ...locked, ...ground, state }, { ...HERE, ...world })).toBe('drop');
    }
  });

  it('while Slack is away nothing is unlocked, and somebody who left is not let in again', () => {
    expect(stepLock({ ...locked, violationOpen: false }, { ...HERE, away: true })).toBe('keep');
    const member = { ...LOCKABLE.member, state: 'deactivated' as const };
    expect(stepLock({ ...locked, member, violationOpen: false }, HERE)).toBe('keep');
    expect(stepLock({ ...locked, member, violationOpen: false }, { ...HERE, enforced: false })).toBe('keep');
    expect(stepLock({ ...locked, state: 'planned', member, violationOpen: false }, HERE)).toBe('drop');
  });

  it('is tried again for as long as it takes, at most an hour later', () => {
    const delays = Array.from({ length: 20 }, (_, index) => lockRetryDelayMs(index + 1));
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    expect(delays.at(0)).toBe(30_000);
    expect(delays.at(-1)).toBe(HOUR);
  });
});
