import fc from 'fast-check';
import type { EnforceFacts, PermissionReading, ReadingEnd } from '../../../src/domain/enforcement.ts';
import { PERMISSIONS } from '../../../src/domain/permission.ts';
import { EMPTY_TALLY, type Tally } from '../../../src/domain/readiness.ts';
import { anyMember, anyStatus, at, HOUR, MINUTE, NOON } from './members.ts';

/** Ten people, everyone enabled, asked by an owner five minutes ago: nothing is in the way. */
export const ALL_IS_WELL: EnforceFacts = {
  now: NOON,
  enforcement: { state: 'off', revision: 7 },
  request: { revision: 7, submittedAt: at(-5 * MINUTE), confirmedExempt: null },
  permission: { type: 'known', permission: 'manage' },
  reading: { type: 'completed' },
  actor: { state: 'active', role: 'owner', exempt: false, mfaStatus: 'enabled' },
  tally: { ...EMPTY_TALLY, active: 10, counted: 10, enabled: 10 },
};

const anyPermissionReading: fc.Arbitrary<PermissionReading> = fc.oneof(
  fc.record({ type: fc.constant('known'), permission: fc.constantFrom(null, ...PERMISSIONS) }),
  fc.record({ type: fc.constant('unreadable') }),
);

const anyReadingEnd: fc.Arbitrary<ReadingEnd> = fc.oneof(
  fc.record({ type: fc.constant('completed') }),
  fc.record({ type: fc.constantFrom('failed', 'held'), sentence: fc.constant('Please try again.') }),
);

const few = fc.nat(4);
const mostlyNone = fc.constantFrom(0, 0, 0, 0, 1, 3);
const nobody: Tally = { ...EMPTY_TALLY, active: 3, outOfScope: 3 };
const anyTally: fc.Arbitrary<Tally> = fc
  .tuple(few, mostlyNone, mostlyNone, few, few)
  .map(([enabled, disabled, unknown, exempt, outOfScope]) => {
    const counted = enabled + disabled + unknown;
    return { ...EMPTY_TALLY, active: counted + exempt + outOfScope, counted, enabled, disabled, unknown, exempt };
  });

/** As it should be, more often than not: so that many conditions at once are met, too. */
function often<T>(good: T, any: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: any });
}

export const anyFacts: fc.Arbitrary<EnforceFacts> = fc.record({
  now: fc.constant(NOON),
  enforcement: fc.record({
    state: fc.constantFrom('off', 'off', 'scheduled', 'paused', 'on'),
    revision: often(7, fc.nat(9)),
  }),
  request: fc.record({
    revision: fc.constant(7),
    submittedAt: fc.integer({ min: -HOUR, max: 0 }).map(at),
    confirmedExempt: fc.constantFrom(null, 0, 1, 2, 3, 4),
  }),
  permission: often({ type: 'known', permission: 'enforce' }, anyPermissionReading),
  reading: often({ type: 'completed' }, anyReadingEnd),
  actor: often(
    ALL_IS_WELL.actor,
    fc.oneof(
      anyMember,
      anyStatus.map((mfaStatus) => ({ ...ALL_IS_WELL.actor, mfaStatus })),
    ),
  ),
  tally: fc.oneof(fc.constant(ALL_IS_WELL.tally), anyTally, anyTally, fc.constant(nobody)),
});
