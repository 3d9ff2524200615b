/** Letting enforcement turn on by itself, when everyone is ready or by a date, and taking that back. */
import { appendAuditEvent } from '../../db/audit-repository.ts';
import type { Trx } from '../../db/database.ts';
import { EMPTY_PLAN, saveEnforcementPlan } from '../../db/enforcement-plan-repository.ts';
import { getEnforcement, lockEnforcement, saveEnforcement } from '../../db/enforcement-repository.ts';
import { tallyMembers } from '../../db/member-list-repository.ts';
import { getOrganization } from '../../db/organization-repository.ts';
import { requestReading } from '../../db/reading-request-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { CONFIRMATION_WORDS, isConfirmed } from '../../domain/confirmation.ts';
import { allows, type StandingFacts, standingOf } from '../../domain/enforcement.ts';
import type { MemberId, OrganizationId } from '../../domain/ids.ts';
import { isReady, needsExemptionConfirmation } from '../../domain/readiness.ts';
import type { Refusal } from '../../domain/refusal.ts';
import {
  refuseDate,
  refuseDisarm,
  refuseExemptions,
  refuseTurningOn,
  type TurningOn,
} from '../../domain/turning-on.ts';
import { recordRefusal } from '../audit/refusals.ts';
import type { Caller } from '../caller.ts';
import { planOwnersNotice, type Reach } from '../deliveries/notices.ts';
import type { ServiceDeps } from '../deps.ts';
import { confirmReading, findCaller, findOfficer, readLivePermission } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import { readDirectoryHealth } from '../readings/directory-health.ts';
import type { ArmScreen, Outcome } from '../screens/screens.ts';
import { releaseMembers } from './releasing.ts';

type ArmingDeps = Omit<ServiceDeps, 'notifier'>;

export interface ArmSubmission {
  turningOn: { type: 'when_ready' } | { type: 'by_date'; until: Date | null };
  word: string;
  /** The revision that the modal was opened on. */
  revision: number;
  confirmedExempt: number | null;
}

/** What the modal shows; from the database only, because the trigger that opens it lives for 3 seconds. */
export async function openArming(
  deps: ArmingDeps,
  caller: Caller,
  type: TurningOn['type'],
): Promise<Outcome<ArmScreen>> {
  const { db } = deps.database;
  const { member, permission } = await findOfficer(deps, caller);
  const enforcement = await getEnforcement(db, caller.organizationId);
  const organization = await getOrganization(db, caller.organizationId);
  const refusal: Refusal | null = organization.away
    ? { code: 'organization_away' }
    : refuseTurningOn({ enforcement, permission: { type: 'known', permission }, type });
  if (refusal !== null) {
    await recordRefusal(deps, caller, member.id, 'arm.refused', refusal);
    return refused(refusal);
  }
  const now = deps.clock.now();
  const tally = await tallyMembers(db, caller.organizationId, now);
  return done({
    type,
    organizationName: organization.name,
    enforcement,
    tally,
    directories: await readDirectoryHealth(deps, caller.organizationId),
    confirmExempt: needsExemptionConfirmation(tally) ? tally.exempt : null,
    now,
    timeZone: member.timeZone ?? 'UTC',
  });
}

/** Asks for the permission again, by the live role, and for the typed word. Returns what it will turn on by. */
export async function submitArming(
  deps: ArmingDeps,
  caller: Caller,
  submission: ArmSubmission,
): Promise<Outcome<TurningOn>> {
  const { organizationId } = caller;
  const member = await findCaller(deps, caller);
  const reading = await readLivePermission(deps, organizationId, caller.slackUserId);
  const result = await inTransaction(deps.database, async (trx, onCommit): Promise<Outcome<TurningOn>> => {
    const enforcement = await lockEnforcement(trx, organizationId);
    const now = deps.clock.now();
    const permission = await confirmReading(trx, organizationId, { memberId: member.id, reading, now });
    const refusal =
      refuseTurningOn({ enforcement, permission, type: submission.turningOn.type }) ??
      (submission.turningOn.type === 'by_date'
        ? refuseDate(submission.turningOn.until, { now, timeZone: member.timeZone ?? 'UTC' })
        : null) ??
      refuseSubmission(submission, enforcement.revision);
    if (refusal !== null) return refused(refusal);
    const turningOn = completed(submission.turningOn);
    if (turningOn === null) return refused({ code: 'date_missing' });
    const reach = { mailEnabled: deps.mailer.enabled, now };
    const request = { actorId: member.id, source: caller.source, confirmedExempt: submission.confirmedExempt, reach };
    const unfit =
      turningOn.type === 'when_ready'
        ? await arm(trx, organizationId, request)
        : await scheduleFor(trx, organizationId, { ...request, until: turningOn.until });
    if (unfit !== null) return refused(unfit);
    onCommit(() => deps.queue.wakeDeliveries());
    // Everyone seems to be ready already, and the next reading by schedule can be an hour away.
    if (turningOn.type === 'when_ready' && isReady(await tallyMembers(trx, organizationId, now))) {
      for (const { name: directory } of deps.directories) {
        await requestReading(trx, organizationId, { directory, trigger: 'enforce', now });
      }
      onCommit(() => deps.queue.wakeReadings());
    }
    return done(turningOn);
  });
  if (result.type === 'refused') await recordRefusal(deps, caller, member.id, 'arm.refused', result.refusal);
  return result;
}

function completed(turningOn: ArmSubmission['turningOn']): TurningOn | null {
  if (turningOn.type === 'when_ready') return turningOn;
  return turningOn.until === null ? null : { type: 'by_date', until: turningOn.until };
}

function refuseSubmission({ word, revision }: ArmSubmission, current: number): Refusal | null {
  if (!isConfirmed('enforce', word)) return { code: 'wrong_word', word: CONFIRMATION_WORDS.enforce };
  return revision === current ? null : { code: 'superseded' };
}

export interface ArmRequest {
  /** Who sets it, and must still be allowed to enforce when it turns on. */
  actorId: MemberId;
  source: string;
  /** The number of exempt members that the actor has confirmed, where they are more than a fifth. */
  confirmedExempt: number | null;
  reach: Reach;
}

/**
 * Turns on as soon as everyone is ready. The caller has asked for the permission (live) and the typed word.
 * `null` when it is done.
 */
export function arm(trx: Trx, organizationId: OrganizationId, request: ArmRequest): Promise<Refusal | null> {
  return letTurnOn(trx, organizationId, request, { type: 'when_ready' });
}

/** The same by a date: `refuseDate` was asked before. */
export function scheduleFor(
  trx: Trx,
  organizationId: OrganizationId,
  { until, ...request }: ArmRequest & { until: Date },
): Promise<Refusal | null> {
  return letTurnOn(trx, organizationId, request, { type: 'by_date', until });
}

async function letTurnOn(
  trx: Trx,
  organizationId: OrganizationId,
  { actorId, source, confirmedExempt, reach }: ArmRequest,
  turningOn: TurningOn,
): Promise<Refusal | null> {
  const before = await lockEnforcement(trx, organizationId);
  const tally = await tallyMembers(trx, organizationId, reach.now);
  const permission = { type: 'known', permission: 'enforce' } as const;
  const refusal =
    refuseTurningOn({ enforcement: before, permission, type: turningOn.type }) ??
    refuseExemptions(tally, confirmedExempt);
  if (refusal !== null) return refusal;
  const next =
    turningOn.type === 'when_ready'
      ? ({ state: 'off', armed: true } as const)
      : ({ state: 'scheduled', until: turningOn.until } as const);
  const after = await saveEnforcement(trx, organizationId, { ...next, since: reach.now, changedBy: actorId });
  await saveEnforcementPlan(trx, organizationId, { ...EMPTY_PLAN, revision: after.revision, confirmedExempt });
  const until = 'until' in next ? next.until.toISOString() : null;
  await appendAuditEvent(trx, organizationId, {
    at: reach.now,
    type: until === null ? 'enforcement.armed' : 'enforcement.scheduled',
    actor: { type: 'member', id: actorId },
    source,
    subjectId: null,
    before: { state: standingOf(before), revision: before.revision },
    after: {
      ...{ state: standingOf(after), revision: after.revision, until },
      ...{ counted: tally.counted, exempt: tally.exempt },
    },
  });
  const by = { type: 'member', memberId: actorId } as const;
  await planOwnersNotice(trx, organizationId, { payload: { kind: 'enforcement_armed', by, until, tally } }, reach);
  return null;
}

/** Takes it back: anybody who may enforce can, by the live role. */
export async function disarm(deps: ArmingDeps, caller: Caller): Promise<Outcome<{ was: 'armed' | 'scheduled' }>> {
  const { organizationId } = caller;
  const actor = await findOfficer(deps, caller);
  const live = await readLivePermission(deps, organizationId, caller.slackUserId);
  const permission = live.type === 'known' ? live.permission : actor.permission;
  const result = await inTransaction(
    deps.database,
    async (trx, onCommit): Promise<Outcome<{ was: 'armed' | 'scheduled' }>> => {
      const before = await lockEnforcement(trx, organizationId);
      const refusal = refuseDisarm({ enforcement: before, permission });
      if (refusal !== null) return refused(refusal);
      const now = deps.clock.now();
      const was = before.state === 'scheduled' ? 'scheduled' : 'armed';
      const next = { state: 'off', armed: false, since: now, changedBy: actor.member.id } as const;
      const after = await saveEnforcement(trx, organizationId, next);
      await appendAuditEvent(trx, organizationId, {
        at: now,
        type: 'enforcement.disarmed',
        actor: { type: 'member', id: actor.member.id },
        source: caller.source,
        subjectId: null,
        before: { state: was, revision: before.revision },
        after: { state: 'off', revision: after.revision },
      });
      const by = { type: 'member', memberId: actor.member.id } as const;
      const payload = { kind: 'enforcement_disarmed', by, was } as const;
      await planOwnersNotice(trx, organizationId, { payload }, { mailEnabled: deps.mailer.enabled, now });
      onCommit(() => deps.queue.wakeDeliveries());
      return done({ was });
    },
  );
  if (result.type === 'refused') await recordRefusal(deps, caller, actor.member.id, 'arm.refused', result.refusal);
  else closeWhatWasAnnounced(deps, organizationId);
  return result;
}

/** Many may have got a notice of the date, and the answer is due in 3 s. A crash loses nothing: the tick goes on. */
function closeWhatWasAnnounced(deps: ArmingDeps, organizationId: OrganizationId): void {
  releaseMembers(deps, organizationId).catch((error: unknown) =>
    deps.log.error({ err: error }, 'not all notices of a date were closed'),
  );
}

/** How it may be let turn on by itself from here. */
export function turningOnOffers(enforcement: StandingFacts): TurningOn['type'][] {
  return [
    ...(allows(enforcement, 'arm') ? (['when_ready'] as const) : []),
    ...(allows(enforcement, 'schedule') ? (['by_date'] as const) : []),
  ];
}
