/** Unlocks one account that Muster locked, and tells its owner. */
import { markLock } from '../../db/lock-claim-repository.ts';
import { getMember } from '../../db/member-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { toInstant } from '../../db/values.ts';
import { DirectoryError } from '../../ports.ts';
import { recordByMuster } from '../audit/recording.ts';
import { planNotice } from '../deliveries/notices.ts';
import type { ServiceDeps } from '../deps.ts';
import type { Work } from './work.ts';

/** @throws DirectoryError when it did not work: it is tried again. */
export async function unlockAccount(deps: ServiceDeps, { lock, locking }: Work): Promise<void> {
  try {
    await locking.unlock(lock.externalId);
  } catch (error) {
    // An account that is gone holds nobody.
    if (!(error instanceof DirectoryError) || error.code !== 'http_404') throw error;
  }
  const { organizationId, memberId, directory } = lock;
  await inTransaction(deps.database, async (trx, onCommit) => {
    const now = deps.clock.now();
    const ended = { lease_until: null, retry_at: null, failures: 0, failure: null, last_error: null } as const;
    if (!(await markLock(trx, lock, { state: 'unlocked', ended_at: toInstant(now), ...ended }))) return;
    await recordByMuster(trx, organizationId, {
      ...{ at: now, type: 'lock.unlocked', source: 'grace', subjectId: memberId },
      after: { directory },
    });
    const member = await getMember(trx, organizationId, memberId, now);
    const payload = { kind: 'account_unlocked', directory } as const;
    await planNotice(trx, organizationId, { payload, recipients: [member] }, { mailEnabled: deps.mailer.enabled, now });
    onCommit(() => deps.queue.wakeDeliveries());
  });
}
