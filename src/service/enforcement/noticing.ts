/**
 * While enforcement is on, everybody who is counted and lacks MFA has a violation: also who lacked it already when it
 * turned on by itself, and whose exemption has ended. A reading settles only those whose status changed.
 */
import { setImmediate } from 'node:timers/promises';
import { findEnforcementPlan, saveEnforcementPlan } from '../../db/enforcement-plan-repository.ts';
import { getEnforcement, lockEnforcement } from '../../db/enforcement-repository.ts';
import { listUnnoticed } from '../../db/member-list-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import type { ServiceDeps } from '../deps.ts';
import { readNewSince } from '../members/newcomers.ts';
import { settleMembers } from '../members/settling.ts';

/** A slice of synchronous work stays under 50 ms. */
const SLICE = 50;

type NoticingDeps = Pick<ServiceDeps, 'database' | 'clock' | 'queue' | 'mailer' | 'directories'>;

/** It may be called at any time, and goes on where a crash has interrupted it. */
export async function noticeWhoLacksMfa(deps: NoticingDeps, organizationId: OrganizationId): Promise<void> {
  if ((await getEnforcement(deps.database.db, organizationId)).state !== 'on') return;
  // Who has just come is settled by what saw them come: they may have to be pending.
  const appearedBefore = await readNewSince(deps, organizationId, deps.clock.now());
  while (await noticeSlice(deps, organizationId, appearedBefore)) await setImmediate();
}

/** Returns whether there may be more. */
async function noticeSlice(deps: NoticingDeps, organizationId: OrganizationId, appearedBefore: Date): Promise<boolean> {
  return inTransaction(deps.database, async (trx, onCommit) => {
    const { state, revision } = await lockEnforcement(trx, organizationId);
    if (state !== 'on') return false;
    const now = deps.clock.now();
    const plan = await findEnforcementPlan(trx, organizationId, revision);
    const members = await listUnnoticed(trx, organizationId, { appearedBefore, limit: SLICE }, now);
    // The notice that it is on has said how many lack MFA: owners hear of those who come later.
    const isFirst = plan !== null && !plan.settled;
    const opening = { reason: 'required', announced: isFirst } as const;
    const reach = { mailEnabled: deps.mailer.enabled, now };
    const settlement = { organizationId, enforced: true, appearedSince: now, source: 'enforcement', reach, opening };
    await settleMembers(
      trx,
      settlement,
      members.map(({ id }) => id),
    );
    if (members.length > 0) onCommit(() => deps.queue.wakeDeliveries());
    const more = members.length === SLICE;
    if (isFirst && !more) await saveEnforcementPlan(trx, organizationId, { ...plan, settled: true });
    return more;
  });
}
