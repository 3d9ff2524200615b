import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/domain/member.ts';
import { Organization } from './organization.ts';
import { anyActs } from './organization-commands.ts';
import type { Model } from './organization-model.ts';

const FOUNDERS: readonly Role[] = ['primary_owner', 'admin', 'member', 'guest'];

function found(): { model: Model; real: Organization } {
  const real = new Organization();
  for (const role of FOUNDERS) real.join(role, 'enabled');
  const fresh = {
    mfa: 'enabled',
    place: 'in',
    exempt: false,
    granted: false,
    violates: false,
    clockRuns: false,
  } as const;
  const people = FOUNDERS.map((role) => ({ ...fresh, boss: role === 'primary_owner' }));
  return { model: { state: 'off', revision: 0, setBy: null, people }, real };
}

describe('an organization', () => {
  it('turns enforcement on when everyone is there, keeps it on, and turns it off only on purpose', () => {
    fc.assert(
      fc.property(fc.commands(anyActs, { maxCommands: 40, size: 'max' }), (acts) => {
        fc.modelRun(found, acts);
      }),
      { numRuns: 200 },
    );
  });

  it('passes through the whole story', () => {
    const { real } = found();
    real.read(2, 'disabled');
    expect(real.enforce(0, 0)).toBe('not_ready');
    real.read(2, 'unknown');
    expect(real.enforce(0, 0)).toBe('not_ready');
    real.read(2, 'enabled');
    expect(real.enforce(1, 0)).toBe('not_permitted');
    expect(real.enforce(0, 0)).toBeNull();
    expect(real.enforce(0, 1)).toBe('already_on');
    real.join('member', 'unknown');
    expect(real.people[4]?.state).toBe('pending');
    real.read(4, 'enabled');
    expect(real.people[4]?.state).toBe('active');
    real.read(4, 'unknown');
    expect(real.people[4]?.violation).toBeNull();
    real.read(4, 'disabled');
    expect(real.people[4]?.violation).not.toBeNull();
    expect(real.stop(4)).toBe('not_permitted');
    real.read(0, 'disabled');
    expect(real.stop(0)).toBeNull();
    expect(real.stop(0)).toBe('nothing_to_stop');
    expect(real.enforce(0, 1)).toBe('superseded');
  });

  it('turns on by itself, and only for somebody who may still enforce', () => {
    const { real } = found();
    real.read(2, 'disabled');
    expect(real.arm(1)).toBe('not_permitted');
    real.grant(1, ['enforce']);
    expect(real.arm(1)).toBeNull();
    expect(real.arm(0)).toBe('already_armed');
    real.timeComes();
    expect(real.state).toBe('armed');
    real.read(2, 'enabled');
    real.timeComes();
    expect(real.state).toBe('on');
    expect(real.pause(1)).toBeNull();
    expect(real.schedule(0)).toBe('paused_already');
    real.grant(1, []);
    real.timeComes();
    expect(real.state).toBe('off');
    real.read(2, 'disabled');
    expect(real.schedule(0)).toBeNull();
    real.timeComes();
    expect(real.state).toBe('on');
    expect(real.people[2]?.violation).not.toBeNull();
    expect(real.disarm(0)).toBe('nothing_to_disarm');
  });
});
