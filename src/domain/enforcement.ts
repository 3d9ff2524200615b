import type { MemberId } from './ids.ts';
import { isCounted, type MemberFacts } from './member.ts';
import { includes, type Permission } from './permission.ts';
import { isReady, needsExemptionConfirmation, type Tally } from './readiness.ts';
import type { Refusal } from './refusal.ts';

/** `scheduled` and `paused` carry the moment at which enforcement turns on by itself. */
export type EnforcementState =
  | { state: 'off'; armed: boolean }
  | { state: 'scheduled'; until: Date }
  | { state: 'on' }
  | { state: 'paused'; until: Date };

export type Enforcement = EnforcementState & {
  /** Rises by one with every change: a modal or a request belongs to the revision it was opened on. */
  revision: number;
  since: Date;
  changedBy: MemberId | null;
};

/** `off` and waiting for everyone to be ready is a standing of its own: other acts are possible there. */
export const STANDINGS = ['off', 'armed', 'scheduled', 'on', 'paused'] as const;
export type Standing = (typeof STANDINGS)[number];

/**
 * `enforce` and `stop` are asked for and done at once; `arm` and `schedule` let it turn on by itself, `disarm` takes that
 * back; `pause` is a stop with an end. `turn_on` and `lapse` are what Muster does by itself: it turns on, or it does not,
 * because whoever set it may no longer enforce.
 */
export const ENFORCEMENT_ACTS = ['enforce', 'stop', 'arm', 'schedule', 'disarm', 'pause', 'turn_on', 'lapse'] as const;
export type EnforcementAct = (typeof ENFORCEMENT_ACTS)[number];

/** Which act leads from where to where; `null` is refused. */
export const TRANSITIONS = {
  off: {
    ...{ enforce: 'on', stop: null, arm: 'armed', schedule: 'scheduled' },
    ...{ disarm: null, pause: null, turn_on: null, lapse: null },
  },
  armed: {
    ...{ enforce: 'on', stop: 'off', arm: null, schedule: 'scheduled' },
    ...{ disarm: 'off', pause: null, turn_on: 'on', lapse: 'off' },
  },
  scheduled: {
    ...{ enforce: 'on', stop: 'off', arm: 'armed', schedule: 'scheduled' },
    ...{ disarm: 'off', pause: null, turn_on: 'on', lapse: 'off' },
  },
  on: {
    ...{ enforce: null, stop: 'off', arm: null, schedule: null },
    ...{ disarm: null, pause: 'paused', turn_on: null, lapse: null },
  },
  paused: {
    ...{ enforce: 'on', stop: 'off', arm: null, schedule: null },
    ...{ disarm: null, pause: null, turn_on: 'on', lapse: 'off' },
  },
} as const satisfies Record<Standing, Record<EnforcementAct, Standing | null>>;

/** What a standing follows from. */
export interface StandingFacts {
  state: EnforcementState['state'];
  armed?: boolean;
}

/** Where an organization stands, in one word. */
export function standingOf({ state, armed = false }: StandingFacts): Standing {
  return state === 'off' && armed ? 'armed' : state;
}

export function allows(enforcement: StandingFacts, act: EnforcementAct): boolean {
  return TRANSITIONS[standingOf(enforcement)][act] !== null;
}

/** How long a request to enforce may wait for its reading. */
export const ENFORCE_REQUEST_LIFETIME_MS = 30 * 60_000;

export type PermissionReading = { type: 'known'; permission: Permission | null } | { type: 'unreadable' };

/** May this person manage? Asked at each submission, by the live role. */
export function refuseWithoutManage(permission: PermissionReading): Refusal | null {
  if (permission.type === 'unreadable') return { code: 'role_unreadable' };
  return includes(permission.permission, 'manage') ? null : { code: 'not_permitted', needed: 'manage' };
}

/** How the reading that the request waited for ended. */
export type ReadingEnd =
  | { type: 'completed' }
  | { type: 'failed'; sentence: string }
  | { type: 'held'; sentence: string };

export interface EnforceFacts {
  now: Date;
  enforcement: StandingFacts & Pick<Enforcement, 'revision'>;
  request: { revision: number; submittedAt: Date; confirmedExempt: number | null };
  permission: PermissionReading;
  reading: ReadingEnd;
  actor: MemberFacts;
  tally: Tally;
}

export type Decision = { type: 'enforce' } | { type: 'refuse'; refusal: Refusal };

/** May this person ask to enforce at all? Asked at the command and again at the submission. */
export function refuseEnforceRequest(facts: {
  enforcement: StandingFacts;
  permission: PermissionReading;
}): Refusal | null {
  if (facts.permission.type === 'unreadable') return { code: 'role_unreadable' };
  if (!includes(facts.permission.permission, 'enforce')) return { code: 'not_permitted', needed: 'enforce' };
  if (!allows(facts.enforcement, 'enforce')) return { code: 'already_on' };
  return null;
}

/** Asks everything again, with the fresh reading, in the transaction that will turn enforcement on. */
export function decideEnforce(facts: EnforceFacts): Decision {
  const refusal = refuseEnforceRequest(facts) ?? refuseRequest(facts) ?? refuseActor(facts) ?? refuseTally(facts);
  return refusal === null ? { type: 'enforce' } : { type: 'refuse', refusal };
}

function refuseRequest({ now, enforcement, request, reading }: EnforceFacts): Refusal | null {
  if (request.revision !== enforcement.revision) return { code: 'superseded' };
  if (now.getTime() - request.submittedAt.getTime() > ENFORCE_REQUEST_LIFETIME_MS) return { code: 'lapsed' };
  switch (reading.type) {
    case 'completed':
      return null;
    case 'failed':
      return { code: 'reading_failed', sentence: reading.sentence };
    case 'held':
      return { code: 'reading_held', sentence: reading.sentence };
  }
}

function refuseActor({ actor }: EnforceFacts): Refusal | null {
  if (!isCounted(actor)) return { code: 'actor_not_counted' };
  if (actor.mfaStatus === 'enabled') return null;
  return { code: 'actor_not_enabled', status: actor.mfaStatus === 'disabled' ? 'disabled' : 'unknown' };
}

function refuseTally({ tally, request }: EnforceFacts): Refusal | null {
  if (tally.counted === 0) return { code: 'nobody_counted' };
  if (!isReady(tally)) return { code: 'not_ready', disabled: tally.disabled, unknown: tally.unknown, tally };
  if (needsExemptionConfirmation(tally) && request.confirmedExempt !== tally.exempt) {
    return { code: 'exemptions_unconfirmed', exempt: tally.exempt, active: tally.active };
  }
  return null;
}

/**
 * Stopping needs no reading and does not ask for the actor's MFA: it must work when the directory is down.
 * The permission is the last known one where the role cannot be read live.
 */
export function refuseStop(facts: { enforcement: StandingFacts; permission: Permission | null }): Refusal | null {
  if (!includes(facts.permission, 'enforce')) return { code: 'not_permitted', needed: 'enforce' };
  if (!allows(facts.enforcement, 'stop')) return { code: 'nothing_to_stop' };
  return null;
}
