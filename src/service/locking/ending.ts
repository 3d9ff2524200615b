/** Locks whose ground has gone: what was only planned is dropped, what is locked is to be unlocked. */
import { setImmediate } from 'node:timers/promises';
import type { Trx } from '../../db/database.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { changeLock, listFreeLocks } from '../../db/lock-claim-repository.ts';
import type { Lock } from '../../db/lock-repository.ts';
import { findMembers } from '../../db/member-repository.ts';
import { getOrganization } from '../../db/organization-repository.ts';
import { getSettings } from '../../db/settings-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { toInstant } from '../../db/values.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { type LockGround, stepLock } from '../../domain/locking.ts';
import { recordByMuster } from '../audit/recording.ts';
import type { ServiceDeps } from '../deps.ts';

const SLICE = 50;

type EndDeps = Pick<ServiceDeps, 'database' | 'clock' | 'machineClock' | 'queue'>;

/** May be called at any time; a lock that a worker holds is left to the next call. */
export async function endLocks(deps: EndDeps, organizationId: OrganizationId): Promise<void> {
  for (let after: Lock | undefined; ; ) {
    const page = await endSlice(deps, organizationId, after);
    after = page.at(-1);
    if (page.length < SLICE) return;
    await setImmediate();
  }
}

async function endSlice(deps: EndDeps, organizationId: OrganizationId, after: Lock | undefined): Promise<Lock[]> {
  const window = { machineNow: deps.machineClock.now(), limit: SLICE, after };
  // Most of the time there is nothing, and nobody has to wait for that.
  if ((await listFreeLocks(deps.database.db, organizationId, { ...window, limit: 1 })).length === 0) return [];
  return inTransaction(deps.database, async (trx, onCommit) => {
    const enforced = (await lockEnforcement(trx, organizationId)).state === 'on';
    const now = deps.clock.now();
    const { locking: optedIn } = await getSettings(trx, organizationId);
    const { away } = await getOrganization(trx, organizationId);
    const locks = await listFreeLocks(trx, organizationId, window);
    const memberIds = [...new Set(locks.map(({ memberId }) => memberId))];
    const members = await findMembers(trx, organizationId, memberIds, now);
    for (const lock of locks) {
      const member = members.find(({ id }) => id === lock.memberId);
      const { state, violationOpen } = lock;
      if (member === undefined || !isFree(state)) continue;
      const step = stepLock({ state, member, violationOpen }, { enforced, optedIn, away: away !== null });
      await take(trx, lock, step, now);
      if (step === 'unlock') onCommit(() => deps.queue.wakeDeliveries());
    }
    return locks;
  });
}

function isFree(state: Lock['state']): state is LockGround['state'] {
  return state === 'waiting' || state === 'planned' || state === 'locking' || state === 'locked';
}

async function take(trx: Trx, lock: Lock, step: ReturnType<typeof stepLock>, now: Date): Promise<void> {
  switch (step) {
    case 'keep':
      return;
    case 'drop': {
      const columns = { state: 'dropped', ended_at: toInstant(now), last_error: 'not_due', lease_until: null } as const;
      if (!(await changeLock(trx, lock, columns))) return;
      await recordByMuster(trx, lock.organizationId, {
        at: now,
        type: 'lock.dropped',
        source: 'grace',
        subjectId: lock.memberId,
        after: { directory: lock.directory, reason: 'not_due' },
      });
      return;
    }
    case 'unlock':
      await changeLock(trx, lock, {
        state: 'unlocking',
        lease_until: null,
        retry_at: null,
        failures: 0,
        failure: null,
      });
  }
}
