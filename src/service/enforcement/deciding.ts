/** The end of a request to enforce: its readings have ended, and one transaction asks everything again. */
import { appendAuditEvent } from '../../db/audit-repository.ts';
import type { Trx } from '../../db/database.ts';
import {
  closeEnforceRequest,
  type EnforceRequest,
  listWaitingEnforceRequests,
  lockEnforceRequest,
} from '../../db/enforce-request-repository.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { type AsOf, listMissing, tallyMembers } from '../../db/member-list-repository.ts';
import { findMembers, getMember } from '../../db/member-repository.ts';
import { findReading, type Reading } from '../../db/reading-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import {
  decideEnforce,
  ENFORCE_REQUEST_LIFETIME_MS,
  type PermissionReading,
  type ReadingEnd,
} from '../../domain/enforcement.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import type { EnforceOutcome } from '../../domain/message.ts';
import type { Tally } from '../../domain/readiness.ts';
import { type Refusal, sentenceOf } from '../../domain/refusal.ts';
import type { TurningOn } from '../../domain/turning-on.ts';
import type { OutcomePayload } from '../deliveries/notice-payload.ts';
import { planNotice } from '../deliveries/notices.ts';
import type { ServiceDeps } from '../deps.ts';
import { confirmReading, readLivePermissionOf } from '../members/actor.ts';
import { asOfEarliest } from '../readings/as-of.ts';
import { turningOnOffers } from './arming.ts';
import { switchOn } from './switching.ts';

/** How many names a refusal shows. */
const NAMED_MISSING = 20;

/** Decides every request whose readings have ended, or that has waited too long. */
export async function decideWaitingRequests(deps: ServiceDeps, organizationId: OrganizationId): Promise<void> {
  for (const request of await listWaitingEnforceRequests(deps.database.db, organizationId)) {
    const readings = await Promise.all(
      request.readingIds.map((id) => findReading(deps.database.db, organizationId, id)),
    );
    const end = endOf(readings);
    if (end !== null) await settleRequest(deps, request, { end, asOf: asOfEarliest(readings) });
    else if (hasLapsed(request, deps.clock.now()))
      await settleRequest(deps, request, { end: { type: 'completed' }, asOf: undefined });
  }
}

function hasLapsed(request: EnforceRequest, now: Date): boolean {
  return now.getTime() - request.submittedAt.getTime() > ENFORCE_REQUEST_LIFETIME_MS;
}

/** `null` while a reading is still to come. One that failed or is held decides for all of them. */
function endOf(readings: readonly (Reading | null)[]): ReadingEnd | null {
  const failed = readings.find((reading) => reading === null || reading.state === 'failed' || reading.state === 'held');
  if (failed === null) return { type: 'failed', sentence: 'Please open `/mfa enforce` again.' };
  if (failed !== undefined) {
    return { type: failed.state === 'held' ? 'held' : 'failed', sentence: failed.failure ?? '' };
  }
  return readings.every((reading) => reading?.state === 'completed') ? { type: 'completed' } : null;
}

interface Grounds {
  end: ReadingEnd;
  asOf: AsOf | undefined;
}

/** The role is read live before the transaction: no network inside of one. */
async function settleRequest(deps: ServiceDeps, request: EnforceRequest, grounds: Grounds): Promise<void> {
  const permission = await readLivePermissionOf(deps, request.organizationId, request.actorId);
  const payload = await inTransaction(deps.database, async (trx, onCommit) => {
    onCommit(() => deps.queue.wakeDeliveries());
    return decideInside(deps, trx, request, grounds, permission);
  });
  if (payload === null || request.viewId === null) return;
  const outcome = await nameOutcome(deps, request.organizationId, payload);
  await deps.notifier.showEnforce(request.viewId, request.id, { type: 'decided', outcome });
}

/** `null` when somebody else has decided or cancelled it meanwhile. */
async function decideInside(
  deps: ServiceDeps,
  trx: Trx,
  { id, organizationId }: EnforceRequest,
  { end, asOf }: Grounds,
  permission: PermissionReading,
): Promise<OutcomePayload | null> {
  const now = deps.clock.now();
  const enforcement = await lockEnforcement(trx, organizationId);
  const request = await lockEnforceRequest(trx, organizationId, id);
  if (request?.state !== 'waiting') return null;
  const actor = await getMember(trx, organizationId, request.actorId, now);
  const tally = await tallyMembers(trx, organizationId, now, asOf);
  const held = await confirmReading(trx, organizationId, { memberId: actor.id, reading: permission, now });
  const decision = decideEnforce({ now, enforcement, request, permission: held, reading: end, actor, tally });
  const reach = { mailEnabled: deps.mailer.enabled, now };
  const outcome =
    decision.type === 'enforce'
      ? await turnOn(trx, request, tally, reach)
      : await refuse(trx, request, decision.refusal, { tally, asOf, now, offers: turningOnOffers(enforcement) });
  await planNotice(
    trx,
    organizationId,
    { payload: { kind: 'enforce_result', outcome }, recipients: [actor], channels: ['slack'] },
    reach,
  );
  return outcome;
}

async function turnOn(
  trx: Trx,
  request: EnforceRequest,
  tally: Tally,
  reach: { mailEnabled: boolean; now: Date },
): Promise<OutcomePayload> {
  const { id, organizationId, actorId: memberId } = request;
  await closeEnforceRequest(trx, organizationId, id, { state: 'enforced', refusalCode: null, at: reach.now });
  const source = 'slack:modal';
  await switchOn(trx, organizationId, { memberId, how: 'asked', source, subjectId: id, tally, reach });
  return { type: 'enforced', tally };
}

async function refuse(
  trx: Trx,
  request: EnforceRequest,
  refusal: Refusal,
  { tally, asOf, now, offers }: { tally: Tally; asOf: AsOf | undefined; now: Date; offers: TurningOn['type'][] },
): Promise<OutcomePayload> {
  const { id, organizationId, actorId } = request;
  await closeEnforceRequest(trx, organizationId, id, { state: 'refused', refusalCode: refusal.code, at: now });
  await appendAuditEvent(trx, organizationId, {
    at: now,
    type: 'enforce.refused',
    actor: { type: 'member', id: actorId },
    source: 'slack:modal',
    subjectId: id,
    before: null,
    after: { code: refusal.code, disabled: tally.disabled, unknown: tally.unknown },
  });
  const namesWho = refusal.code === 'not_ready';
  const missing = namesWho ? await listMissing(trx, organizationId, now, { limit: NAMED_MISSING, asOf }) : [];
  return {
    type: 'refused',
    sentence: sentenceOf(refusal),
    tally: namesWho ? tally : null,
    missing: missing.map(({ person, status }) => ({ memberId: person.memberId, status })),
    missingTotal: namesWho ? tally.disabled + tally.unknown : 0,
    remindable: namesWho ? tally.disabled : 0,
    offers: namesWho ? offers : [],
  };
}

/** Puts the names to the ids. Somebody who was erased meanwhile is left out. */
export async function nameOutcome(
  deps: Pick<ServiceDeps, 'database' | 'clock'>,
  organizationId: OrganizationId,
  outcome: OutcomePayload,
): Promise<EnforceOutcome> {
  if (outcome.type === 'enforced') return outcome;
  const ids = outcome.missing.map(({ memberId }) => memberId);
  const members = await findMembers(deps.database.db, organizationId, ids, deps.clock.now());
  const missing = outcome.missing.flatMap(({ memberId, status }) => {
    const person = members.find((member) => member.id === memberId);
    return person ? [{ person: { memberId, slackUserId: person.slackUserId, name: person.name }, status }] : [];
  });
  return { ...outcome, missing };
}
