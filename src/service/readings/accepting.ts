/** A reading that is held: somebody with `manage` agrees, and a fresh pass may then change as much as it finds. */
import { appendAuditEvent } from '../../db/audit-repository.ts';
import { findLatestReading } from '../../db/reading-repository.ts';
import { requestReading } from '../../db/reading-request-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { refuseWithoutManage } from '../../domain/enforcement.ts';
import { recordRefusal } from '../audit/refusals.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { findCaller, readLivePermission } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import type { Outcome } from '../screens/screens.ts';

/** Refused without `manage` by the live role, and when nothing is held. */
export async function acceptHeldReading(
  deps: Omit<ServiceDeps, 'notifier' | 'mailer' | 'machineClock'>,
  caller: Caller,
): Promise<Outcome<null>> {
  const { organizationId } = caller;
  const member = await findCaller(deps, caller);
  const live = await readLivePermission(deps, organizationId, caller.slackUserId);
  const refusal = refuseWithoutManage(live);
  if (refusal !== null) {
    await recordRefusal(deps, caller, member.id, 'accept.refused', refusal);
    return refused(refusal);
  }
  return inTransaction(deps.database, async (trx, onCommit) => {
    const now = deps.clock.now();
    let accepted = 0;
    for (const { name } of deps.directories) {
      const latest = await findLatestReading(trx, organizationId, name);
      if (latest?.state !== 'held') continue;
      accepted += 1;
      await requestReading(trx, organizationId, { directory: name, trigger: 'accept', acceptedBy: member.id, now });
      await appendAuditEvent(trx, organizationId, {
        at: now,
        type: 'reading.accepted',
        actor: { type: 'member', id: member.id },
        source: caller.source,
        subjectId: latest.id,
        before: null,
        after: null,
      });
    }
    if (accepted === 0) return refused({ code: 'nothing_held' });
    onCommit(() => deps.queue.wakeReadings());
    return done(null);
  });
}
