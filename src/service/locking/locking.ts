/** Locks one account, once its directory has said again that it has no MFA, and every guard was asked again. */
import type { Trx } from '../../db/database.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { findLockedAccount } from '../../db/lock-candidate-repository.ts';
import { markLock, reopenForUnlock } from '../../db/lock-claim-repository.ts';
import type { Lock } from '../../db/lock-repository.ts';
import { getMember } from '../../db/member-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { toInstant } from '../../db/values.ts';
import { type SpareReason, spareReason } from '../../domain/locking.ts';
import { DirectoryError } from '../../ports.ts';
import { recordByMuster } from '../audit/recording.ts';
import type { ServiceDeps } from '../deps.ts';
import { readLiveRole } from '../members/actor.ts';
import { applyAnswers } from '../members/checking.ts';
import { readNewSince } from '../members/newcomers.ts';
import { type OwnAccounts, readOwnAccounts } from './own-accounts.ts';
import { readSituation, toCandidate } from './situation.ts';
import type { Work } from './work.ts';

/** @throws DirectoryError when the directory, or Slack, does not say what has to be known: it is tried again later. */
export async function lockAccount(deps: ServiceDeps, work: Work): Promise<void> {
  const { lock, locking } = work;
  const reading = await locking.readLock(lock.externalId);
  if (reading === 'gone') return drop(deps, lock, 'gone');
  // Its process died after it was told to the directory: what is locked now is Muster's doing.
  if (reading === 'locked' && lock.state === 'locking') return markLocked(deps, lock);
  if (reading === 'locked') return drop(deps, lock, 'found_locked');
  await askAgain(deps, work);
  const ownAccounts = await readOwnAccounts({ ...deps, directories: [work.directory] });
  if (!(await decide(deps, work, ownAccounts))) return;
  await locking.lock(lock.externalId);
  await markLocked(deps, { ...lock, state: 'locking' });
}

/** What the directory and Slack say now is written down, with all that follows from it. */
async function askAgain(deps: ServiceDeps, { lock, directory }: Work): Promise<void> {
  const { organizationId, memberId, externalId } = lock;
  const askedAt = deps.clock.now();
  const member = await getMember(deps.database.db, organizationId, memberId, askedAt);
  if (member.slackUserId !== null) {
    const role = await readLiveRole(deps, organizationId, member.slackUserId);
    if (role.type === 'unreadable') throw new DirectoryError('role_unreadable', 'Slack did not tell their role.');
  }
  const account = await directory.readAccount(externalId);
  if (account === null || account.status === 'unknown') {
    const sentence = `${directory.label} did not say whether they have MFA, so they are not locked yet.`;
    throw new DirectoryError('status_unknown', sentence);
  }
  const answers = [{ directory, externalId, account }];
  const appearedSince = await readNewSince(deps, organizationId, askedAt);
  await applyAnswers(deps, organizationId, member, { answers, askedAt, source: 'lock', appearedSince });
}

/** One transaction asks everything again. Returns whether to go on. */
async function decide(deps: ServiceDeps, { lock, directory }: Work, ownAccounts: OwnAccounts): Promise<boolean> {
  const { organizationId } = lock;
  return inTransaction(deps.database, async (trx) => {
    const enforced = (await lockEnforcement(trx, organizationId)).state === 'on';
    const now = deps.clock.now();
    const situation = await readSituation(trx, organizationId, { enforced, now });
    const account = await findLockedAccount(trx, organizationId, lock, now);
    const reason =
      account === null
        ? 'not_disabled'
        : spareReason(toCandidate(account, situation, { directories: [directory], ownAccounts }), situation);
    if (reason === null) return markLock(trx, lock, { state: 'locking' });
    if (reason === 'own_account_unknown') {
      throw new DirectoryError(reason, `${directory.label} did not say which account is Muster’s own.`);
    }
    if (reason === 'away') throw new DirectoryError(reason, 'Slack has turned Muster away, so nothing is changed.');
    await writeDrop(trx, lock, reason, now);
    return false;
  });
}

async function drop(deps: ServiceDeps, lock: Lock, reason: 'gone' | 'found_locked'): Promise<void> {
  await inTransaction(deps.database, (trx) => writeDrop(trx, lock, reason, deps.clock.now()));
}

async function writeDrop(trx: Trx, lock: Lock, reason: SpareReason | 'gone', now: Date): Promise<void> {
  const state = reason === 'found_locked' ? 'found_locked' : 'dropped';
  const columns = { state, ended_at: toInstant(now), lease_until: null, last_error: reason } as const;
  if (!(await markLock(trx, lock, columns))) return;
  await recordByMuster(trx, lock.organizationId, {
    ...{ at: now, type: 'lock.dropped', source: 'grace', subjectId: lock.memberId },
    after: { directory: lock.directory, reason },
  });
}

async function markLocked(deps: ServiceDeps, lock: Lock): Promise<void> {
  await inTransaction(deps.database, async (trx, onCommit) => {
    const now = deps.clock.now();
    const at = toInstant(now);
    const ended = { lease_until: null, retry_at: null, failures: 0, failure: null, last_error: null } as const;
    const columns = { state: 'locked', locked_at: at, checked_at: at, told_at: null, ...ended } as const;
    if (await markLock(trx, lock, columns)) {
      await recordByMuster(trx, lock.organizationId, {
        ...{ at: now, type: 'lock.locked', source: 'grace', subjectId: lock.memberId },
        after: { directory: lock.directory },
      });
      return;
    }
    // This process stood still for so long that another took the lock over and may have ended it before this call.
    deps.log.error({ lockId: lock.id }, 'an account was locked by a process that no longer held its lock');
    if (await reopenForUnlock(trx, lock)) onCommit(() => deps.queue.wakeDeliveries());
  });
}
