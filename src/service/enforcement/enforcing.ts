/** `/mfa enforce` up to the moment at which the request waits for its fresh reading. */
import { appendAuditEvent } from '../../db/audit-repository.ts';
import {
  closeEnforceRequest,
  insertEnforceRequest,
  listWaitingEnforceRequests,
  lockEnforceRequest,
} from '../../db/enforce-request-repository.ts';
import { getEnforcement, lockEnforcement } from '../../db/enforcement-repository.ts';
import { newId } from '../../db/ids.ts';
import { countOpenInvitations } from '../../db/invitation-repository.ts';
import { tallyMembers } from '../../db/member-list-repository.ts';
import { getOrganization } from '../../db/organization-repository.ts';
import { requestReading } from '../../db/reading-request-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { CONFIRMATION_WORDS, isConfirmed } from '../../domain/confirmation.ts';
import { refuseEnforceRequest } from '../../domain/enforcement.ts';
import type { EnforceRequestId } from '../../domain/ids.ts';
import { isReady, needsExemptionConfirmation } from '../../domain/readiness.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { recordRefusal } from '../audit/refusals.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { findCaller, findOfficer, readLivePermission } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import { readDirectoryHealth } from '../readings/directory-health.ts';
import type { EnforceScreen, EnforceStarted, Outcome } from '../screens/screens.ts';
import { turningOnOffers } from './arming.ts';

export interface EnforceSubmission {
  word: string;
  /** The revision that the modal was opened on. */
  revision: number;
  confirmedExempt: number | null;
  viewId: string | null;
}

type EnforcingDeps = Omit<ServiceDeps, 'notifier' | 'mailer'>;

/** What the modal shows; from the database only, because the trigger that opens it lives for 3 seconds. */
export async function openEnforce(deps: EnforcingDeps, caller: Caller): Promise<Outcome<EnforceScreen>> {
  const { db } = deps.database;
  const { member, permission } = await findOfficer(deps, caller);
  const organization = await getOrganization(deps.database.db, caller.organizationId);
  const enforcement = await getEnforcement(db, caller.organizationId);
  const refusal: Refusal | null = organization.away
    ? { code: 'organization_away' }
    : refuseEnforceRequest({ enforcement, permission: { type: 'known', permission } });
  if (refusal !== null) {
    await recordRefusal(deps, caller, member.id, 'enforce.refused', refusal);
    return refused(refusal);
  }
  const tally = await tallyMembers(db, caller.organizationId, deps.clock.now());
  return done({
    organizationName: organization.name,
    revision: enforcement.revision,
    tally,
    directories: await readDirectoryHealth(deps, caller.organizationId),
    directoryHolds: deps.directories.every((directory) => directory.capabilities.hold),
    invited: await countOpenInvitations(db, caller.organizationId, deps.clock.now()),
    confirmExempt: needsExemptionConfirmation(tally) ? tally.exempt : null,
    offers: isReady(tally) ? [] : turningOnOffers(enforcement),
  });
}

/** Asks for the permission again, by the live role, and for the typed word; then a fresh reading is requested. */
export async function submitEnforce(
  deps: EnforcingDeps,
  caller: Caller,
  submission: EnforceSubmission,
): Promise<Outcome<EnforceStarted>> {
  const member = await findCaller(deps, caller);
  const permission = await readLivePermission(deps, caller.organizationId, caller.slackUserId);
  const result = await inTransaction(deps.database, async (trx, onCommit): Promise<Outcome<EnforceStarted>> => {
    const enforcement = await lockEnforcement(trx, caller.organizationId);
    const waiting = await listWaitingEnforceRequests(trx, caller.organizationId);
    const isWaiting = waiting.some(
      (request) => request.actorId === member.id && request.revision === submission.revision,
    );
    const refusal =
      refuseEnforceRequest({ enforcement, permission }) ??
      refuseWord(submission.word) ??
      refuseRevision(submission.revision, enforcement.revision) ??
      (isWaiting ? ({ code: 'already_requested' } as const) : null);
    if (refusal !== null) return refused(refusal);
    const now = deps.clock.now();
    const readings = [];
    for (const directory of deps.directories) {
      readings.push(
        await requestReading(trx, caller.organizationId, { directory: directory.name, trigger: 'enforce', now }),
      );
    }
    const requestId = newId('enforceRequest');
    await insertEnforceRequest(trx, caller.organizationId, {
      id: requestId,
      actorId: member.id,
      revision: submission.revision,
      confirmedExempt: submission.confirmedExempt,
      submittedAt: now,
      readingIds: readings.map((reading) => reading.id),
      viewId: submission.viewId,
    });
    await appendAuditEvent(trx, caller.organizationId, {
      at: now,
      type: 'enforce.requested',
      actor: { type: 'member', id: member.id },
      source: caller.source,
      subjectId: requestId,
      before: null,
      after: { revision: submission.revision },
    });
    onCommit(() => deps.queue.wakeReadings());
    return done({ requestId });
  });
  if (result.type === 'refused') await recordRefusal(deps, caller, member.id, 'enforce.refused', result.refusal);
  return result;
}

function refuseWord(typed: string): Refusal | null {
  return isConfirmed('enforce', typed) ? null : { code: 'wrong_word', word: CONFIRMATION_WORDS.enforce };
}

function refuseRevision(opened: number, current: number): Refusal | null {
  return opened === current ? null : { code: 'superseded' };
}

/** Takes a request back while it waits. Only the person who made it can; afterwards it is too late, kindly. */
export async function cancelEnforce(
  deps: EnforcingDeps,
  caller: Caller,
  requestId: EnforceRequestId,
): Promise<Outcome<null>> {
  const member = await findCaller(deps, caller);
  return inTransaction(deps.database, async (trx) => {
    const request = await lockEnforceRequest(trx, caller.organizationId, requestId);
    if (request?.state !== 'waiting' || request.actorId !== member.id) return refused({ code: 'already_decided' });
    const now = deps.clock.now();
    await closeEnforceRequest(trx, caller.organizationId, requestId, {
      state: 'cancelled',
      refusalCode: null,
      at: now,
    });
    await appendAuditEvent(trx, caller.organizationId, {
      at: now,
      type: 'enforce.cancelled',
      actor: { type: 'member', id: member.id },
      source: caller.source,
      subjectId: requestId,
      before: null,
      after: null,
    });
    return done(null);
  });
}
