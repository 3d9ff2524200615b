/** Requests whose time is over: they lapse; what was announced takes effect. */
import { type Approval, listOpenApprovals, lockApproval } from '../../db/approval-repository.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { approvalEndsAt, decideTimeOver } from '../../domain/approval.ts';
import type { PermissionReading } from '../../domain/enforcement.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import type { ServiceDeps } from '../deps.ts';
import { readLivePermissionOf } from '../members/actor.ts';
import { endApproval } from './closing.ts';
import { runApproved } from './running.ts';

export async function endOverdueApprovals(deps: ServiceDeps, organizationId: OrganizationId): Promise<void> {
  for (const approval of await listOpenApprovals(deps.database.db, organizationId)) {
    if (deps.clock.now() >= approvalEndsAt(approval)) await endOne(deps, approval);
  }
}

async function endOne(deps: ServiceDeps, { id, organizationId, announced, requestedBy }: Approval): Promise<void> {
  const permission: PermissionReading = announced
    ? await readLivePermissionOf(deps, organizationId, requestedBy)
    : { type: 'unreadable' };
  await inTransaction(deps.database, async (trx, onCommit) => {
    await lockEnforcement(trx, organizationId);
    const approval = await lockApproval(trx, organizationId, id);
    if (approval === null) return;
    const reach = { mailEnabled: deps.mailer.enabled, now: deps.clock.now() };
    const decided = decideTimeOver(approval, { now: reach.now, permission });
    if (decided === null) return;
    const isVoid =
      decided === 'took_effect' && (await runApproved(trx, approval, { approvedBy: null, reach })) !== null;
    await endApproval(trx, approval, {
      ...{ state: isVoid ? 'void' : decided, decidedBy: null },
      ...{ actor: { type: 'muster' }, source: 'schedule', reach },
    });
    onCommit(() => deps.queue.wakeDeliveries());
  });
}
