import { setImmediate } from 'node:timers/promises';
import { appendAuditEvent } from '../../db/audit-repository.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { listMembers } from '../../db/member-list-repository.ts';
import { updateMember } from '../../db/member-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { closeViolations, listOpenViolations } from '../../db/violation-repository.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { planNotice } from '../deliveries/notices.ts';
import type { ServiceDeps } from '../deps.ts';
import { closeDateNotices, closeOpenReminders } from '../reminders/closing.ts';

/** A slice of synchronous work stays under 50 ms. */
const SLICE = 50;

type ReleaseDeps = Pick<ServiceDeps, 'database' | 'clock' | 'queue' | 'mailer'>;

/**
 * Lets go of everybody whom enforcement held: pending members become active and are told, violations end.
 * Does nothing while enforcement is on, and may be called again at any time.
 */
export async function releaseMembers(deps: ReleaseDeps, organizationId: OrganizationId): Promise<void> {
  while (
    (await releasePending(deps, organizationId)) ||
    (await endViolations(deps, organizationId)) ||
    (await endDateNotices(deps, organizationId))
  )
    await setImmediate();
}

/** Who was told of a date that is off now is told that, too. */
async function endDateNotices(deps: ReleaseDeps, organizationId: OrganizationId): Promise<boolean> {
  return inTransaction(deps.database, async (trx, onCommit) => {
    const { state } = await lockEnforcement(trx, organizationId);
    if (state === 'on' || state === 'scheduled') return false;
    const reach = { mailEnabled: deps.mailer.enabled, now: deps.clock.now() };
    const ended = await closeDateNotices(trx, organizationId, SLICE, reach);
    if (ended > 0) onCommit(() => deps.queue.wakeDeliveries());
    return ended > 0;
  });
}

async function releasePending(deps: ReleaseDeps, organizationId: OrganizationId): Promise<boolean> {
  return inTransaction(deps.database, async (trx, onCommit) => {
    if ((await lockEnforcement(trx, organizationId)).state === 'on') return false;
    const now = deps.clock.now();
    const reach = { mailEnabled: deps.mailer.enabled, now };
    const pending = await listMembers(trx, organizationId, { filter: 'pending', limit: SLICE }, now);
    for (const member of pending) {
      await updateMember(trx, organizationId, member.id, { state: 'active' }, now);
      await appendAuditEvent(trx, organizationId, {
        at: now,
        type: 'member.admitted',
        actor: { type: 'muster' },
        source: 'stop',
        subjectId: member.id,
        before: null,
        after: null,
      });
    }
    const ids = pending.map((member) => member.id);
    await closeOpenReminders(trx, organizationId, ids, 'no_longer_required', reach);
    if (pending.length > 0) {
      await planNotice(trx, organizationId, { payload: { kind: 'not_required_anymore' }, recipients: pending }, reach);
      onCommit(() => deps.queue.wakeDeliveries());
    }
    return pending.length > 0;
  });
}

async function endViolations(deps: ReleaseDeps, organizationId: OrganizationId): Promise<boolean> {
  return inTransaction(deps.database, async (trx, onCommit) => {
    if ((await lockEnforcement(trx, organizationId)).state === 'on') return false;
    const now = deps.clock.now();
    const open = await listOpenViolations(trx, organizationId, { limit: SLICE });
    const ids = open.map((violation) => violation.memberId);
    await closeViolations(trx, organizationId, ids, now);
    await closeOpenReminders(trx, organizationId, ids, 'no_longer_required', { mailEnabled: deps.mailer.enabled, now });
    if (open.length > 0) onCommit(() => deps.queue.wakeDeliveries());
    return open.length > 0;
  });
}
