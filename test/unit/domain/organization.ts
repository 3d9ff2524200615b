import {
  decideEnforce,
  type EnforcementState,
  refuseStop,
  type Standing,
  TRANSITIONS,
} from '../../../src/domain/enforcement.ts';
import { stepJoin } from '../../../src/domain/join.ts';
import type { MemberFacts, Role } from '../../../src/domain/member.ts';
import type { MfaStatus } from '../../../src/domain/mfa.ts';
import { type Permission, permissionOf } from '../../../src/domain/permission.ts';
import type { RefusalCode } from '../../../src/domain/refusal.ts';
import {
  decideTurningOn,
  PAUSE_MS,
  refuseDisarm,
  refusePause,
  refuseTurningOn,
} from '../../../src/domain/turning-on.ts';
import { type GraceClock, stepViolation } from '../../../src/domain/violation.ts';
import { countTally, NOON } from './members.ts';

interface Someone extends MemberFacts {
  grants: Permission[];
  violation: { grace: GraceClock } | null;
}

const OPEN = { grace: { usedMs: 0, runningSince: NOON } };

/** A small organization that does only what the rules decide: as the services do, without a database. */
export class Organization {
  state: Standing = 'off';
  revision = 0;
  setBy: number | null = null;
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

  arm(index: number): RefusalCode | null {
    return this.letTurnOn(index, 'when_ready');
  }

  schedule(index: number): RefusalCode | null {
    return this.letTurnOn(index, 'by_date');
  }

  private letTurnOn(index: number, type: 'when_ready' | 'by_date'): RefusalCode | null {
    const permission = { type: 'known', permission: permissionOf(this.get(index)) } as const;
    const refusal = refuseTurningOn({ enforcement: this.facts(), permission, type });
    if (refusal !== null) return refusal.code;
    this.change(TRANSITIONS[this.state][type === 'when_ready' ? 'arm' : 'schedule'], index);
    return null;
  }

  disarm(index: number): RefusalCode | null {
    const permission = permissionOf(this.get(index));
    const refusal = refuseDisarm({ enforcement: this.facts(), permission });
    if (refusal !== null) return refusal.code;
    this.change(TRANSITIONS[this.state].disarm);
    return null;
  }

  pause(index: number): RefusalCode | null {
    const permission = permissionOf(this.get(index));
    const enforcement = this.facts();
    const refusal = refuseStop({ enforcement, permission }) ?? refusePause(enforcement, PAUSE_MS.min);
    if (refusal !== null) return refusal.code;
    this.change(TRANSITIONS[this.state].pause, index);
    this.release();
    return null;
  }

  /** A complete reading, after the date and the pause. */
  timeComes(): void {
    const setter = this.setBy === null ? null : this.get(this.setBy);
    const tally = countTally(this.people);
    const decision = decideTurningOn({
      ...{ now: NOON, enforcement: this.facts(), read: true, tally, confirmedExempt: tally.exempt },
      permission: { type: 'known', permission: setter === null ? null : permissionOf(setter) },
    });
    if (decision.type === 'lapse') this.change(TRANSITIONS[this.state].lapse);
    if (decision.type !== 'turn_on') return;
    this.change(TRANSITIONS[this.state].turn_on);
    for (const person of this.people) this.settle(person, false);
  }

  enforce(index: number, opened: number): RefusalCode | null {
    const actor = this.get(index);
    const tally = countTally(this.people);
    const decision = decideEnforce({
      now: NOON,
      enforcement: { ...this.facts(), revision: this.revision },
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
    const refusal = refuseStop({ enforcement: this.facts(), permission: permissionOf(this.get(index)) });
    if (refusal !== null) return refusal.code;
    this.change(TRANSITIONS[this.state].stop);
    this.release();
    return null;
  }

  private release(): void {
    for (const person of this.people) {
      if (person.state === 'pending') person.state = 'active';
      person.violation = null;
    }
  }

  private facts(): EnforcementState {
    switch (this.state) {
      case 'off':
      case 'armed':
        return { state: 'off', armed: this.state === 'armed' };
      case 'on':
        return { state: 'on' };
      case 'scheduled':
      case 'paused':
        return { state: this.state, until: NOON };
    }
  }

  private get(index: number): Someone {
    const person = this.people[index];
    if (person === undefined) throw new Error(`nobody has the number ${index}`);
    return person;
  }

  private change(standing: Standing | null, setBy: number | null = null): void {
    if (standing === null) throw new Error(`${this.state} has no such transition`);
    this.state = standing;
    this.setBy = setBy;
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
