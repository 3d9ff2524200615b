/** From time to time: is what Muster locked still locked? Somebody may have unlocked it in the directory itself. */
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { markLock } from '../../db/lock-claim-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { toInstant } from '../../db/values.ts';
import { recordByMuster } from '../audit/recording.ts';
import type { ServiceDeps } from '../deps.ts';
import { giveGraceAnew } from './giving-grace.ts';
import type { Work } from './work.ts';

/** Who was unlocked by hand gets the whole grace period anew: it was surely meant so, and Muster does not fight it. */
export async function lookAfter(deps: ServiceDeps, { lock, locking }: Work): Promise<void> {
  const reading = await locking.readLock(lock.externalId);
  const { organizationId, memberId, directory, violationId } = lock;
  await inTransaction(deps.database, async (trx, onCommit) => {
    await lockEnforcement(trx, organizationId);
    const now = deps.clock.now();
    if (reading === 'locked') {
      await markLock(trx, lock, { checked_at: toInstant(now), lease_until: null });
      return;
    }
    const reason = reading === 'gone' ? 'gone' : 'unlocked_elsewhere';
    const columns = { state: 'undone', ended_at: toInstant(now), lease_until: null, last_error: reason } as const;
    if (!(await markLock(trx, lock, columns))) return;
    await recordByMuster(trx, organizationId, {
      ...{ at: now, type: 'lock.undone', source: 'grace', subjectId: memberId },
      after: { directory, reason },
    });
    if (reading === 'unlocked') {
      const reach = { mailEnabled: deps.mailer.enabled, now };
      await giveGraceAnew(trx, { organizationId, memberId, violationId }, reach);
    }
    onCommit(() => deps.queue.wakeDeliveries());
  });
}
