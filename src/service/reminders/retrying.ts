/** *Retry failed*, under the summary of a round: what could not be delivered is tried anew, by whoever may remind. */
import { appendAuditEvent } from '../../db/audit-repository.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { lockRound, reviveRound, updateRound } from '../../db/round-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { RoundId } from '../../domain/ids.ts';
import { includes } from '../../domain/permission.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { findActor } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import type { Outcome } from '../screens/screens.ts';

type RetryDeps = Pick<ServiceDeps, 'database' | 'clock' | 'roster' | 'log' | 'queue'>;

/** Who has MFA by now is left out, as before every message. Returns how many are tried again. */
export async function retryFailed(
  deps: RetryDeps,
  caller: Caller,
  { roundId, viewId }: { roundId: RoundId; viewId: string | null },
): Promise<Outcome<{ retried: number }>> {
  const { organizationId, source } = caller;
  const { member, permission } = await findActor(deps, caller);
  if (!includes(permission, 'remind')) return refused({ code: 'not_permitted', needed: 'remind' });
  return inTransaction(deps.database, async (trx, onCommit) => {
    const now = deps.clock.now();
    await lockEnforcement(trx, organizationId);
    const round = await lockRound(trx, organizationId, roundId);
    // A second press finds it under way, or nobody left to try.
    const retried = round?.state === 'finished' ? await reviveRound(trx, organizationId, roundId, now) : 0;
    if (retried === 0) return refused({ code: 'nothing_failed' });
    await updateRound(trx, organizationId, roundId, { state: 'sending', viewId });
    await appendAuditEvent(trx, organizationId, {
      at: now,
      type: 'round.sent',
      actor: { type: 'member', id: member.id },
      source,
      subjectId: roundId,
      before: null,
      after: { reminded: retried, skipped: 0, again: true },
    });
    onCommit(() => deps.queue.wakeDeliveries());
    return done({ retried });
  });
}
