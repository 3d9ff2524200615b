import { decideEnforce, type EnforcementState, refuseStop, TRANSITIONS } from '../../../src/domain/enforcement.ts';
import { stepJoin } from '../../../src/domain/join.ts';
import type { MemberFacts, Role } from '../../../src/domain/member.ts';
import type { MfaStatus } from '../../../src/domain/mfa.ts';
import { type Permission, permissionOf } from '../../../src/domain/permission.ts';
import type { RefusalCode } from '../../../src/domain/refusal.ts';
import { type GraceClock, stepViolation } from '../../../src/domain/violation.ts';
import { countTally, NOON } from './members.ts';

interface Someone extends MemberFacts {
  grants: Permission[];
  violation: { grace: GraceClock } | null;
}

const OPEN = { grace: { usedMs: 0, runningSince: NOON } };

/** A small organization that does only what the rules decide: as the services do, without a database. */
export class Organization {
  state: EnforcementState['state'] = 'off';
  revision = 0;
  readonly people: Someone[] = [];

  join(role: Role, mfaStatus: MfaStatus | null): void {
    this.people.push({ role, mfaStatus, state: 'active', exempt: false, grants: [], violation: null });
    this.settle(this.get(this.people.length - 1), true);
  }

  leave(index: number): void {
    const person = this.get(index);
    person.state = 'deactivated';
    person.grants = [];
    person.exempt = false;
    person.violation = null;
  }

  read(index: number, mfaStatus: MfaStatus | null): void {
    const person = this.get(index);
    person.mfaStatus = mfaStatus;
    this.settle(person, false);
  }

  grant(index: number, grants: Permission[]): void {
    this.get(index).grants = grants;
  }

  exempt(index: number, exempt: boolean): void {
    this.get(index).exempt = exempt;
  }

  plan(state: 'scheduled' | 'paused'): void {
    this.change(state);
  }

  enforce(index: number, opened: number): RefusalCode | null {
    const actor = this.get(index);
    const tally = countTally(this.people);
    const decision = decideEnforce({
      now: NOON,
      enforcement: this,
      request: { revision: opened, submittedAt: NOON, confirmedExempt: tally.exempt },
      permission: { type: 'known', permission: permissionOf(actor) },
      reading: { type: 'completed' },
      actor,
      tally,
    });
    if (decision.type === 'refuse') return decision.refusal.code;
    this.change(TRANSITIONS[this.state].enforce);
    return null;
  }

  stop(index: number): RefusalCode | null {
    const refusal = refuseStop({ enforcement: this, permission: permissionOf(this.get(index)) });
    if (refusal !== null) return refusal.code;
    this.change(TRANSITIONS[this.state].stop);
    for (const person of this.people) {
      if (person.state === 'pending') person.state = 'active';
      person.violation = null;
    }
    return null;
  }

  private get(index: number): Someone {
    const person = this.people[index];
    if (person === undefined) throw new Error(`nobody has the number ${index}`);
    return person;
  }

  private change(state: EnforcementState['state'] | null): void {
    if (state === null) throw new Error(`${this.state} has no such transition`);
    this.state = state;
    this.revision += 1;
  }

  private settle(person: Someone, appeared: boolean): void {
    if (this.state !== 'on' || person.state === 'deactivated') return;
    const join = stepJoin(person, appeared);
    if (join !== 'none') person.state = join === 'hold' ? 'pending' : 'active';
    const step = stepViolation(person, person.violation);
    if (step === 'open') person.violation = OPEN;
    if (step === 'close') person.violation = null;
    if (step === 'start_grace') person.violation = OPEN;
    if (step === 'stop_grace') person.violation = { grace: { usedMs: 0, runningSince: null } };
  }
}
