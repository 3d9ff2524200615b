import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ApprovalFacts,
  decidePress,
  decideTimeOver,
  isEligible,
  type Officer,
  refuseSecondPerson,
  stopTakesTwo,
} from '../../../src/domain/approval.ts';
import { PERMISSIONS } from '../../../src/domain/permission.ts';
import { at, DAY, HOUR, NOON } from './members.ts';

const REQUESTER = 'mem_requester';
const OPEN: ApprovalFacts = {
  state: 'open',
  requestedBy: REQUESTER,
  requestedAt: NOON,
  announced: false,
  concerns: null,
};
const OWNER: Officer = { memberId: 'mem_owner', role: 'owner', grants: [] };

function granted(by: 'mem_requester' | 'mem_other', createdAt: Date): Officer {
  return {
    ...{ memberId: 'mem_granted', role: 'member' },
    grants: [{ permission: 'enforce', grantedBy: by, createdAt }],
  };
}

describe('who may be the second person', () => {
  it.each<[string, Officer, boolean]>([
    ['another owner', OWNER, true],
    ['the requester', { ...OWNER, memberId: REQUESTER }, false],
    ['somebody whom another owner granted a minute ago', granted('mem_other', at(-60_000)), true],
    ['somebody whom the requester granted an hour before', granted('mem_requester', at(-HOUR)), false],
    ['somebody whom the requester granted after asking', granted('mem_requester', at(HOUR)), false],
    ['somebody whom the requester granted a day before', granted('mem_requester', at(-DAY)), true],
    ['somebody with nothing', { ...OWNER, role: 'admin' }, false],
  ])('%s', (_who, officer, expected) => {
    expect(isEligible(officer, OPEN)).toBe(expected);
  });

  it('nobody agrees to their own exemption', () => {
    const about = { ...OPEN, concerns: OWNER.memberId };
    expect(isEligible(OWNER, about)).toBe(false);
    const decision = decidePress(about, 'approve', { officer: OWNER, permission: 'manage', now: NOON });
    expect(decision).toEqual({ type: 'refuse', refusal: { code: 'exempt_self' } });
  });

  it('there has to be one when the rule is turned on', () => {
    expect(refuseSecondPerson([OWNER], REQUESTER, NOON)).toBeNull();
    const alone = [{ ...OWNER, memberId: REQUESTER } as const, granted('mem_requester', at(-HOUR))];
    expect(refuseSecondPerson(alone, REQUESTER, NOON)?.code).toBe('no_second_person');
  });
});

describe('what takes two', () => {
  it('is stopping what protects, or comes back by itself; not what only waits to turn on', () => {
    const standings = [{ state: 'off' }, { state: 'off', armed: true }, { state: 'scheduled' }] as const;
    expect(standings.map(stopTakesTwo)).toEqual([false, false, false]);
    expect([stopTakesTwo({ state: 'on' }), stopTakesTwo({ state: 'paused' })]).toEqual([true, true]);
  });
});

/** Section 2 of the design once more, as a story of presses and of time, beside the rules. */
describe('a request', () => {
  const anyOfficer = fc.constantFrom<Officer>(
    OWNER,
    { ...OWNER, memberId: REQUESTER },
    granted('mem_other', at(-HOUR)),
    granted('mem_requester', at(-HOUR)),
    granted('mem_requester', at(-2 * DAY)),
  );
  const anyPress = fc.record({
    kind: fc.constantFrom('approve' as const, 'decline' as const, 'tick' as const),
    officer: anyOfficer,
    permission: fc.constantFrom(null, ...PERMISSIONS),
    hours: fc.integer({ min: 0, max: 5 }),
  });

  it('ends once, by who may end it, and never by the requester’s own yes', () => {
    fc.assert(
      fc.property(fc.array(anyPress, { maxLength: 20 }), fc.boolean(), (presses, announced) => {
        let approval: ApprovalFacts = { ...OPEN, announced };
        let hour = 0;
        const ends: string[] = [];
        for (const { kind, officer, permission, hours } of presses) {
          hour += hours;
          const now = at(hour * HOUR);
          const late = hour >= 24;
          const before = approval.state;
          const end =
            kind === 'tick'
              ? decideTimeOver(approval, { now, permission: { type: 'known', permission } })
              : closedBy(decidePress(approval, kind, { officer, permission, now }));
          if (end === null) continue;
          expect(before).toBe('open');
          approval = { ...approval, state: end };
          ends.push(end);
          const may = permission === 'enforce' || permission === 'manage';
          if (end === 'approved') {
            expect(kind === 'approve' && !late && may && officer.memberId !== REQUESTER).toBe(true);
            expect(officer).not.toEqual(granted('mem_requester', at(-HOUR)));
          }
          if (end === 'declined') expect(kind === 'decline' && !late && may).toBe(true);
          if (end === 'withdrawn') expect(officer.memberId).toBe(REQUESTER);
          if (end === 'lapsed') expect(late && !announced).toBe(true);
          if (end === 'took_effect') expect(late && announced && may && kind === 'tick').toBe(true);
          if (end === 'void') expect(late && announced && !may && kind === 'tick').toBe(true);
        }
        expect(ends.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1_000 },
    );
  });

  function closedBy(decision: ReturnType<typeof decidePress>) {
    return decision.type === 'close' ? decision.state : null;
  }

  it('waits while Slack does not tell what the requester may do', () => {
    const facts = { now: at(25 * HOUR), permission: { type: 'unreadable' } } as const;
    expect(decideTimeOver({ ...OPEN, announced: true }, facts)).toBeNull();
    expect(decideTimeOver(OPEN, facts)).toBe('lapsed');
  });
});
