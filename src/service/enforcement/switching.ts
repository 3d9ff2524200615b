/** Enforcement goes on or off: the state, its audit event and the owners' notice, always the three together. */
import { appendAuditEvent, getAuditHead } from '../../db/audit-repository.ts';
import type { Trx } from '../../db/database.ts';
import { EMPTY_PLAN, saveEnforcementPlan } from '../../db/enforcement-plan-repository.ts';
import { lockEnforcement, saveEnforcement } from '../../db/enforcement-repository.ts';
import { getSettings } from '../../db/settings-repository.ts';
import type { AuditActor } from '../../domain/audit.ts';
import { standingOf } from '../../domain/enforcement.ts';
import type { MemberId, OrganizationId } from '../../domain/ids.ts';
import type { TurnedOn } from '../../domain/message.ts';
import type { Tally } from '../../domain/readiness.ts';
import { gracePeriodMs } from '../../domain/settings.ts';
import type { DoerId } from '../deliveries/notice-payload.ts';
import { planOwnersNotice, type Reach } from '../deliveries/notices.ts';

export interface SwitchedOn {
  /** Who asked for it or, where it turns on by itself, had set it. */
  memberId: MemberId;
  how: TurnedOn;
  source: string;
  subjectId: string;
  tally: Tally;
  reach: Reach;
}

export async function switchOn(trx: Trx, organizationId: OrganizationId, on: SwitchedOn): Promise<void> {
  const { memberId, how, source, subjectId, tally, reach } = on;
  const before = await lockEnforcement(trx, organizationId);
  const after = await saveEnforcement(trx, organizationId, { state: 'on', since: reach.now, changedBy: memberId });
  await saveEnforcementPlan(trx, organizationId, { ...EMPTY_PLAN, revision: after.revision, settled: false });
  await appendAuditEvent(trx, organizationId, {
    at: reach.now,
    type: 'enforcement.on',
    actor: how === 'asked' ? { type: 'member', id: memberId } : { type: 'muster' },
    source,
    subjectId,
    before: { state: standingOf(before), revision: before.revision },
    after: {
      ...{ state: 'on', revision: after.revision, how },
      ...{ counted: tally.counted, exempt: tally.exempt, disabled: tally.disabled, unknown: tally.unknown },
    },
  });
  const graceMs = gracePeriodMs(await getSettings(trx, organizationId));
  const payload = {
    kind: 'enforcement_on',
    by: { type: 'member', memberId },
    ...{ how, tally, head: await getAuditHead(trx, organizationId) },
    graceEndsAt: tally.disabled === 0 ? null : new Date(reach.now.getTime() + graceMs).toISOString(),
  } as const;
  await planOwnersNotice(trx, organizationId, { payload }, reach);
}

export interface SwitchedOff {
  actor: Extract<AuditActor, { type: 'member' | 'server' }>;
  /** The second person who agreed. */
  approvedBy: MemberId | null;
  source: string;
  reason: string | null;
  /** Until when, for a stop that ends by itself. */
  until: Date | null;
  reach: Reach;
}

export async function switchOff(trx: Trx, organizationId: OrganizationId, off: SwitchedOff): Promise<void> {
  const { actor, approvedBy, source, reason, until, reach } = off;
  const before = await lockEnforcement(trx, organizationId);
  const next = until === null ? ({ state: 'off', armed: false } as const) : ({ state: 'paused', until } as const);
  const changedBy = actor.type === 'member' ? actor.id : null;
  const after = await saveEnforcement(trx, organizationId, { ...next, since: reach.now, changedBy });
  await saveEnforcementPlan(trx, organizationId, { ...EMPTY_PLAN, revision: after.revision });
  await appendAuditEvent(trx, organizationId, {
    at: reach.now,
    type: until === null ? 'enforcement.off' : 'enforcement.paused',
    actor,
    source,
    subjectId: approvedBy,
    before: { state: standingOf(before), revision: before.revision },
    after: {
      ...{ state: after.state, revision: after.revision, hasReason: reason !== null },
      ...(until === null ? {} : { until: until.toISOString() }),
    },
  });
  const by: DoerId = actor.type === 'member' ? { type: 'member', memberId: actor.id } : { type: 'server' };
  const head = await getAuditHead(trx, organizationId);
  const payload = { kind: 'enforcement_stopped', by, approvedBy, until: until?.toISOString() ?? null, head } as const;
  await planOwnersNotice(trx, organizationId, { payload, text: reason }, reach);
}
