/**
 * One lock after the other: claimed with a lease, done at the directory, written down. A process that dies on the way
 * leaves a lock that another takes up; locking and unlocking twice does no harm.
 */
import { claimLock, type LockLease, markLock, renewLockLease } from '../../db/lock-claim-repository.ts';
import type { Lock } from '../../db/lock-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { toInstant } from '../../db/values.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { renewalMs } from '../../domain/lease.ts';
import { lockRetryDelayMs } from '../../domain/locking.ts';
import { DirectoryError } from '../../ports.ts';
import { recordByMuster } from '../audit/recording.ts';
import type { NoticePayload } from '../deliveries/notice-payload.ts';
import { planOwnersNotice } from '../deliveries/notices.ts';
import type { ServiceDeps } from '../deps.ts';
import { lockAccount } from './locking.ts';
import { lookAfter } from './looking-after.ts';
import { unlockAccount } from './unlocking.ts';
import type { Work } from './work.ts';

/** How often Muster looks whether what it locked is still locked. */
const LOOK_EVERY_MS = 60 * 60_000;

/** Does whatever is due in this organization. */
export async function workLocks(deps: ServiceDeps, organizationId: OrganizationId): Promise<void> {
  for (;;) {
    const lock = await claimLock(deps.database.db, organizationId, {
      ...leaseFrom(deps),
      checkedBefore: new Date(deps.clock.now().getTime() - LOOK_EVERY_MS),
    });
    if (lock === null) return;
    await workOne(deps, lock);
  }
}

async function workOne(deps: ServiceDeps, lock: Lock): Promise<void> {
  const release = keepLease(deps, lock);
  try {
    await doWork(deps, findWork(deps, lock));
  } catch (error) {
    await giveBack(deps, lock, error);
  } finally {
    release();
  }
}

function leaseFrom(deps: ServiceDeps): LockLease {
  return { machineNow: deps.machineClock.now(), leaseMs: deps.leases.deliveryMs };
}

function keepLease(deps: ServiceDeps, lock: Lock): () => void {
  const timer = setInterval(() => {
    const lease = leaseFrom(deps);
    // Its state changes while it is worked on: either of the two is the one that it has.
    const renewals = [lock.state, 'locking' as const].map((state) =>
      renewLockLease(deps.database.db, { ...lock, state }, lease),
    );
    Promise.all(renewals).catch((error: unknown) =>
      deps.log.warn({ err: error, lockId: lock.id }, 'the lease of a lock was not renewed'),
    );
  }, renewalMs(deps.leases.deliveryMs));
  return () => clearInterval(timer);
}

/** @throws DirectoryError where the directory is no longer there, or cannot lock any more. */
function findWork({ directories }: ServiceDeps, lock: Lock): Work {
  const directory = directories.find(({ name }) => name === lock.directory);
  if (directory?.locking != null) return { lock, directory, locking: directory.locking };
  const sentence = `The directory ${lock.directory} is not in DIRECTORIES any more, or cannot lock and unlock.`;
  throw new DirectoryError('not_configured', sentence);
}

async function doWork(deps: ServiceDeps, work: Work): Promise<void> {
  switch (work.lock.state) {
    case 'planned':
    case 'locking':
      return lockAccount(deps, work);
    case 'unlocking':
      return unlockAccount(deps, work);
    case 'locked':
      return lookAfter(deps, work);
    default:
      throw new Error(`a lock that is ${work.lock.state} was claimed`);
  }
}

/** Tried again with growing waits, for as long as it takes; the first failure is told. */
async function giveBack(deps: ServiceDeps, lock: Lock, error: unknown): Promise<void> {
  deps.log.warn({ err: error, lockId: lock.id, attempt: lock.attempt }, 'a lock or unlock failed');
  const known = error instanceof DirectoryError;
  const code = known ? error.code : 'internal';
  const failure = known ? error.sentence : 'Something unexpected happened; the log of the server says what.';
  const failures = lock.failures + 1;
  const retryAt = new Date(deps.machineClock.now().getTime() + lockRetryDelayMs(failures));
  const columns = { failures, failure, last_error: code, retry_at: toInstant(retryAt), lease_until: null };
  await inTransaction(deps.database, async (trx, onCommit) => {
    const now = deps.clock.now();
    if (lock.state === 'locked') {
      await markLock(trx, lock, { checked_at: toInstant(now), lease_until: null });
      return;
    }
    const isOurs =
      (await markLock(trx, lock, columns)) ||
      (lock.state === 'planned' &&
        (await markLock(trx, { ...lock, state: 'locking' }, { ...columns, ...backTo(code) })));
    if (!isOurs || failures > 1) return;
    const { organizationId, memberId, directory } = lock;
    const type = lock.state === 'unlocking' ? 'unlock.failed' : 'lock.failed';
    await recordByMuster(trx, organizationId, {
      ...{ at: now, type, source: 'grace', subjectId: memberId },
      after: { directory, code },
    });
    if (type === 'lock.failed') return;
    const payload: NoticePayload = { kind: 'unlock_failed', memberIds: [memberId], total: 1, directory };
    await planOwnersNotice(trx, organizationId, { payload }, { mailEnabled: deps.mailer.enabled, now });
    onCommit(() => deps.queue.wakeDeliveries());
  });
}

/** What was plainly refused has not happened: the next try begins anew, and looks whether somebody else locked it. */
function backTo(code: string): { state?: 'planned' } {
  return /^http_4\d\d$/.test(code) ? { state: 'planned' } : {};
}
