import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideEnforce,
  type EnforceFacts,
  type EnforcementState,
  refuseEnforceRequest,
  refuseStop,
  STANDINGS,
  type Standing,
  standingOf,
  TRANSITIONS,
} from '../../../src/domain/enforcement.ts';
import { PERMISSIONS, type Permission } from '../../../src/domain/permission.ts';
import { EMPTY_TALLY } from '../../../src/domain/readiness.ts';
import type { RefusalCode } from '../../../src/domain/refusal.ts';
import { ALL_IS_WELL, anyFacts } from './enforce-facts.ts';
import { at, MINUTE } from './members.ts';

const STATES = ['off', 'scheduled', 'on', 'paused'] as const satisfies readonly EnforcementState['state'][];
const HOLDERS: readonly (Permission | null)[] = [null, ...PERMISSIONS];

function mayEnforce(held: Permission | null): boolean {
  return held === 'enforce' || held === 'manage';
}

function codeOf(change: Partial<EnforceFacts>): RefusalCode | 'enforce' {
  const decision = decideEnforce({ ...ALL_IS_WELL, ...change });
  return decision.type === 'enforce' ? 'enforce' : decision.refusal.code;
}

function tally(enabled: number, disabled: number, unknown: number) {
  const counted = enabled + disabled + unknown;
  return { ...EMPTY_TALLY, active: counted, counted, enabled, disabled, unknown };
}

const { request, actor } = ALL_IS_WELL;
const someExempt = { ...tally(4, 0, 0), active: 6, exempt: 2 };
const sentence = 'Please try again.';

describe('a request to enforce, decided after its reading', () => {
  it.each<[string, Partial<EnforceFacts>]>([
    ['every counted member is enabled', {}],
    ['it was scheduled: success replaces that', { enforcement: { state: 'scheduled', revision: 7 } }],
    ['it was paused: success replaces that', { enforcement: { state: 'paused', revision: 7 } }],
    ['the actor was granted enforce', { permission: { type: 'known', permission: 'enforce' } }],
    ['the reading took 30 minutes', { request: { ...request, submittedAt: at(-30 * MINUTE) } }],
    ['a fifth is exempt', { tally: { ...tally(4, 0, 0), active: 5, exempt: 1 } }],
    ['the exempt were confirmed', { tally: someExempt, request: { ...request, confirmedExempt: 2 } }],
    ['others are out of scope or pending', { tally: { ...tally(1, 0, 0), active: 9, pending: 5, outOfScope: 8 } }],
  ])('turns enforcement on when %s', (_when, change) => {
    expect(codeOf(change)).toBe('enforce');
  });

  it.each<[string, Partial<EnforceFacts>, RefusalCode]>([
    ['it is already on', { enforcement: { state: 'on', revision: 7 } }, 'already_on'],
    ['the role is unreadable', { permission: { type: 'unreadable' } }, 'role_unreadable'],
    ['the permission is gone', { permission: { type: 'known', permission: null } }, 'not_permitted'],
    ['remind is not enough', { permission: { type: 'known', permission: 'remind' } }, 'not_permitted'],
    ['the state changed meanwhile', { enforcement: { state: 'off', revision: 8 } }, 'superseded'],
    ['it took more than 30 minutes', { request: { ...request, submittedAt: at(-30 * MINUTE - 1) } }, 'lapsed'],
    ['the reading failed', { reading: { type: 'failed', sentence } }, 'reading_failed'],
    ['the reading is held', { reading: { type: 'held', sentence } }, 'reading_held'],
    ['the actor is exempt', { actor: { ...actor, exempt: true } }, 'actor_not_counted'],
    ['the actor is pending', { actor: { ...actor, state: 'pending' } }, 'actor_not_counted'],
    ['the actor has no account', { actor: { ...actor, mfaStatus: null } }, 'actor_not_counted'],
    ['the actor is disabled', { actor: { ...actor, mfaStatus: 'disabled' } }, 'actor_not_enabled'],
    ['the actor is unknown', { actor: { ...actor, mfaStatus: 'unknown' } }, 'actor_not_enabled'],
    ['nobody is counted', { tally: { ...EMPTY_TALLY, active: 3, outOfScope: 3 } }, 'nobody_counted'],
    ['one is missing', { tally: tally(9, 1, 0) }, 'not_ready'],
    ['one is unknown', { tally: tally(9, 0, 1) }, 'not_ready'],
    ['everyone is unknown', { tally: tally(0, 0, 9) }, 'not_ready'],
    ['more than a fifth is exempt', { tally: someExempt }, 'exemptions_unconfirmed'],
    [
      'another number of exempt was confirmed',
      { tally: someExempt, request: { ...request, confirmedExempt: 1 } },
      'exemptions_unconfirmed',
    ],
  ])('is refused when %s', (_when, change, code) => {
    expect(codeOf(change)).toBe(code);
  });

  it('says with the refusal whose status it was and how many are missing', () => {
    const unknownActor = decideEnforce({ ...ALL_IS_WELL, actor: { ...actor, mfaStatus: 'unknown' } });
    expect(unknownActor).toMatchObject({ refusal: { status: 'unknown' } });
    const missing = decideEnforce({ ...ALL_IS_WELL, tally: tally(5, 2, 3) });
    expect(missing).toMatchObject({ refusal: { disabled: 2, unknown: 3, tally: { counted: 10 } } });
  });

  /** Section 2 of the design once more: what stands in the way, in the order in which it is told. */
  const OBSTACLES: readonly [RefusalCode, (facts: EnforceFacts) => boolean][] = [
    ['role_unreadable', ({ permission }) => permission.type === 'unreadable'],
    ['not_permitted', ({ permission }) => permission.type === 'known' && !mayEnforce(permission.permission)],
    ['already_on', ({ enforcement }) => enforcement.state === 'on'],
    ['superseded', (facts) => facts.enforcement.revision !== facts.request.revision],
    ['lapsed', (facts) => facts.now.getTime() > facts.request.submittedAt.getTime() + 30 * 60 * 1_000],
    ['reading_failed', ({ reading }) => reading.type === 'failed'],
    ['reading_held', ({ reading }) => reading.type === 'held'],
    ['actor_not_counted', (facts) => facts.actor.state !== 'active' || facts.actor.exempt || !facts.actor.mfaStatus],
    ['actor_not_enabled', (facts) => facts.actor.mfaStatus !== 'enabled'],
    ['nobody_counted', (facts) => facts.tally.counted === 0],
    ['not_ready', (facts) => facts.tally.disabled > 0 || facts.tally.unknown > 0],
    [
      'exemptions_unconfirmed',
      (facts) => facts.tally.exempt / facts.tally.active > 0.2 && facts.request.confirmedExempt !== facts.tally.exempt,
    ],
  ];

  it('turns enforcement on only if all conditions hold; else the first that does not is told', () => {
    const told = new Set<string>();
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const first = OBSTACLES.find(([, stands]) => stands(facts))?.[0] ?? 'enforce';
        told.add(first);
        expect(codeOf(facts)).toBe(first);
      }),
      { numRuns: 1_500 },
    );
    expect([...told].sort()).toEqual(['enforce', ...OBSTACLES.map(([code]) => code)].sort());
  });
});

describe('asking to enforce, at the command and at the submission', () => {
  it('needs the permission, a readable role, and enforcement not on', () => {
    for (const state of STATES) {
      expect(refuseEnforceRequest({ enforcement: { state }, permission: { type: 'unreadable' } })?.code).toBe(
        'role_unreadable',
      );
      for (const permission of HOLDERS) {
        const refusal = refuseEnforceRequest({ enforcement: { state }, permission: { type: 'known', permission } });
        const expected = state === 'on' ? 'already_on' : undefined;
        expect(refusal?.code).toBe(mayEnforce(permission) ? expected : 'not_permitted');
      }
    }
  });
});

describe('stopping', () => {
  it('works while on, scheduled, paused or armed, with enforce, and needs nothing else', () => {
    for (const enforcement of [...STATES.map((state) => ({ state })), { state: 'off', armed: true } as const]) {
      for (const permission of HOLDERS) {
        const expected = standingOf(enforcement) === 'off' ? 'nothing_to_stop' : undefined;
        expect(refuseStop({ enforcement, permission })?.code).toBe(mayEnforce(permission) ? expected : 'not_permitted');
      }
    }
  });

  it('names the permission that is needed', () => {
    expect(refuseStop({ enforcement: { state: 'on' }, permission: 'remind' })).toEqual({
      code: 'not_permitted',
      needed: 'enforce',
    });
  });
});

describe('the transitions', () => {
  const row = (standing: Standing) =>
    Object.entries(TRANSITIONS[standing]).flatMap(([act, to]) => (to === null ? [] : [`${act} → ${to}`]));

  it.each<[Standing, string[]]>([
    ['off', ['enforce → on', 'arm → armed', 'schedule → scheduled']],
    ['armed', ['enforce → on', 'stop → off', 'schedule → scheduled', 'disarm → off', 'turn_on → on', 'lapse → off']],
    [
      'scheduled',
      [
        ...['enforce → on', 'stop → off', 'arm → armed', 'schedule → scheduled', 'disarm → off'],
        ...['turn_on → on', 'lapse → off'],
      ],
    ],
    ['on', ['stop → off', 'pause → paused']],
    ['paused', ['enforce → on', 'stop → off', 'turn_on → on', 'lapse → off']],
  ])('of %s', (standing, acts) => {
    expect(row(standing)).toEqual(acts);
  });

  it('lead only where somebody, or the time that was set, has led: never from off to on by itself', () => {
    for (const standing of STANDINGS) {
      expect(TRANSITIONS[standing].turn_on === null).toBe(standing === 'off' || standing === 'on');
      expect(TRANSITIONS[standing].stop === null).toBe(standing === 'off');
    }
  });
});
