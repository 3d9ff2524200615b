import fc from 'fast-check';
import { expect } from 'vitest';
import { isOwner, ROLES } from '../../../src/domain/member.ts';
import type { MfaStatus } from '../../../src/domain/mfa.ts';
import { PERMISSIONS } from '../../../src/domain/permission.ts';
import { anyStatus } from './members.ts';
import type { Organization } from './organization.ts';
import {
  arms,
  change,
  comes,
  disarms,
  enforces,
  find,
  type Model,
  release,
  schedules,
  somebody,
  stops,
} from './organization-model.ts';

type Act = fc.Command<Model, Organization>;

/** What can be seen of the real one, in the words of the model. */
function seen(real: Organization): Model {
  const places = { active: 'in', pending: 'waiting', deactivated: 'gone' } as const;
  return {
    state: real.state,
    revision: real.revision,
    setBy: real.setBy,
    people: real.people.map((person) => ({
      boss: isOwner(person.role),
      mfa: person.mfaStatus,
      place: places[person.state],
      exempt: person.exempt,
      granted: person.grants.some((granted) => granted === 'enforce' || granted === 'manage'),
      violates: person.violation !== null,
      clockRuns: person.violation !== null && person.violation.grace.runningSince !== null,
    })),
  };
}

/** After every act the two must be the same, whatever came before. */
function act(name: string, run: (model: Model, real: Organization) => void): Act {
  return {
    check: () => true,
    run: (model, real) => {
      run(model, real);
      expect(seen(real)).toEqual(model);
    },
    toString: () => name,
  };
}

/** An act on one of the people who are there; a high number means who came last. */
function actOn(number: number, name: string, run: (model: Model, real: Organization, index: number) => void): Act {
  return act(`${name} of ${number}`, (model, real) => run(model, real, Math.min(number, model.people.length - 1)));
}

const anyone = fc.nat(7);
/** The owner, as often as not: else hardly anything is ever allowed. */
const anActor = fc.oneof(fc.constant(0), anyone);
/** The owner stays and counts, so that the story goes on. */
const anyOther = fc.integer({ min: 1, max: 7 });
const anyMfa = fc.oneof({ weight: 4, arbitrary: anyStatus }, { weight: 1, arbitrary: fc.constant(null) });

function enforceBy(model: Model, real: Organization, index: number, opened: number): void {
  const expected = enforces(model, somebody(model, index), opened);
  expect(real.enforce(index, opened) === null).toBe(expected);
  if (expected) change(model, 'on');
}

function read(model: Model, real: Organization, index: number, mfa: MfaStatus | null): void {
  real.read(index, mfa);
  find(model, somebody(model, index), mfa);
}

const anyEnforce = fc
  .tuple(anActor, fc.boolean())
  .map(([number, stale]) =>
    actOn(number, stale ? 'stale enforce' : 'enforce', (model, real, index) =>
      enforceBy(model, real, index, stale ? model.revision - 1 : model.revision),
    ),
  );

const everybodyGetsReady = fc.constant(
  act('reading of all, enabled, and the owner enforces', (model, real) => {
    for (const index of model.people.keys()) read(model, real, index, 'enabled');
    enforceBy(model, real, 0, model.revision);
  }),
);

const anyReading = fc
  .tuple(anyone, anyMfa)
  .map(([number, mfa]) => actOn(number, `reading ${mfa}`, (model, real, index) => read(model, real, index, mfa)));

export const anyActs: fc.Arbitrary<Act>[] = [
  // Some twice: acts are drawn evenly from this list.
  ...[anyEnforce, anyReading, anyReading, everybodyGetsReady, everybodyGetsReady],
  anActor.map((number) =>
    actOn(number, 'stop', (model, real, index) => {
      const expected = stops(model, somebody(model, index));
      expect(real.stop(index) === null).toBe(expected);
      if (!expected) return;
      change(model, 'off');
      release(model);
    }),
  ),
  fc.tuple(anyone, fc.subarray([...PERMISSIONS])).map(([number, grants]) =>
    actOn(number, `grant ${grants}`, (model, real, index) => {
      const person = somebody(model, index);
      if (person.place === 'gone') return;
      real.grant(index, grants);
      person.granted = grants.includes('enforce') || grants.includes('manage');
    }),
  ),
  fc.tuple(anyOther, fc.boolean()).map(([number, exempt]) =>
    actOn(number, exempt ? 'exempt' : 'count', (model, real, index) => {
      const person = somebody(model, index);
      if (person.place === 'gone') return;
      real.exempt(index, exempt);
      person.exempt = exempt;
    }),
  ),
  fc.tuple(fc.constantFrom(...ROLES), anyMfa).map(([role, mfa]) =>
    act(`join of ${role}, ${mfa}`, (model, real) => {
      real.join(role, mfa);
      const place = model.state === 'on' && mfa !== 'enabled' ? 'waiting' : 'in';
      const fresh = { exempt: false, granted: false, violates: false, clockRuns: false };
      model.people.push({ ...fresh, boss: isOwner(role), mfa, place });
    }),
  ),
  anyOther.map((number) =>
    actOn(number, 'leave', (model, real, index) => {
      real.leave(index);
      const nothing = { exempt: false, granted: false, violates: false, clockRuns: false };
      Object.assign(somebody(model, index), { place: 'gone', ...nothing });
    }),
  ),
  anActor.map((number) =>
    actOn(number, 'arm', (model, real, index) => {
      const expected = arms(model, somebody(model, index));
      expect(real.arm(index) === null).toBe(expected);
      if (expected) change(model, 'armed', index);
    }),
  ),
  anActor.map((number) =>
    actOn(number, 'schedule', (model, real, index) => {
      const expected = schedules(model, somebody(model, index));
      expect(real.schedule(index) === null).toBe(expected);
      if (expected) change(model, 'scheduled', index);
    }),
  ),
  anActor.map((number) =>
    actOn(number, 'disarm', (model, real, index) => {
      const expected = disarms(model, somebody(model, index));
      expect(real.disarm(index) === null).toBe(expected);
      if (expected) change(model, 'off');
    }),
  ),
  anActor.map((number) =>
    actOn(number, 'pause', (model, real, index) => {
      const expected = stops(model, somebody(model, index)) && model.state === 'on';
      expect(real.pause(index) === null).toBe(expected);
      if (!expected) return;
      change(model, 'paused', index);
      release(model);
    }),
  ),
  fc.constant(
    act('the time comes', (model, real) => {
      real.timeComes();
      comes(model);
    }),
  ),
];
