/** Whether text messages alone count was changed: whoever has only these is judged anew, with all that follows. */
import { setImmediate } from 'node:timers/promises';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { listMisjudged, refreshMfaStatus } from '../../db/member-status-repository.ts';
import { getSettings } from '../../db/settings-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import type { ServiceDeps } from '../deps.ts';
import { readNewSince } from './newcomers.ts';
import { settleMembers } from './settling.ts';

/** So many rows a slice keep a transaction under 50 ms. */
const SLICE = 100;

type JudgeDeps = Pick<ServiceDeps, 'database' | 'clock' | 'directories' | 'mailer' | 'queue'>;

/** Slice by slice, each with its consequences. It may come at any time and any number of times: who is right is left. */
export async function judgeAnew(deps: JudgeDeps, organizationId: OrganizationId): Promise<void> {
  const { db } = deps.database;
  const { smsCounts } = await getSettings(db, organizationId);
  if ((await listMisjudged(db, organizationId, { smsCounts, limit: 1 })).length === 0) return;
  const appearedSince = await readNewSince(deps, organizationId, deps.clock.now());
  while ((await judgeSlice(deps, organizationId, appearedSince)) === SLICE) await setImmediate();
}

async function judgeSlice(deps: JudgeDeps, organizationId: OrganizationId, appearedSince: Date): Promise<number> {
  return inTransaction(deps.database, async (trx, onCommit) => {
    const enforced = (await lockEnforcement(trx, organizationId)).state === 'on';
    const { smsCounts } = await getSettings(trx, organizationId);
    const ids = await listMisjudged(trx, organizationId, { smsCounts, limit: SLICE });
    if (ids.length === 0) return 0;
    await refreshMfaStatus(trx, organizationId, ids);
    const reach = { mailEnabled: deps.mailer.enabled, now: deps.clock.now() };
    await settleMembers(trx, { organizationId, enforced, appearedSince, source: 'settings', reach }, ids);
    onCommit(() => deps.queue.wakeDeliveries());
    return ids.length;
  });
}
