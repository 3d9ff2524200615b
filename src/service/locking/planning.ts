/** Whose grace period is over is to be locked, or waits for somebody with `manage` where that are too many. */
import { setImmediate } from 'node:timers/promises';
import type { Trx } from '../../db/database.ts';
import { getEnforcement, lockEnforcement } from '../../db/enforcement-repository.ts';
import { type LockableAccount, listLockableAccounts } from '../../db/lock-candidate-repository.ts';
import { claimUntold, countLocks, findWaitingTold, insertLock } from '../../db/lock-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { decideLocks, LOCK_WINDOW_MS, type LockVerdict } from '../../domain/locking.ts';
import { recordByMuster } from '../audit/recording.ts';
import { planNotice } from '../deliveries/notices.ts';
import type { ServiceDeps } from '../deps.ts';
import { listManagers } from '../members/managers.ts';
import { type OwnAccounts, readOwnAccounts } from './own-accounts.ts';
import { readBudget, readSituation, type Situation, toCandidate } from './situation.ts';

const SLICE = 50;
const NAMED_IN_NOTICE = 20;

type PlanDeps = Pick<ServiceDeps, 'database' | 'clock' | 'directories' | 'mailer' | 'queue' | 'log'>;

/** Writes the locks that are due; nobody is locked by it yet. It may be called at any time. */
export async function planLocks(deps: PlanDeps, organizationId: OrganizationId): Promise<void> {
  const { db } = deps.database;
  const enforced = (await getEnforcement(db, organizationId)).state === 'on';
  const { optedIn, away, graceMs } = await readSituation(db, organizationId, { enforced, now: deps.clock.now() });
  if (!enforced || !optedIn || away) return;
  let ownAccounts: OwnAccounts | null = null;
  for (let after: LockableAccount | undefined; ; ) {
    const window = { now: deps.clock.now(), limit: SLICE, graceUsedMs: graceMs, after };
    const page = await listLockableAccounts(db, organizationId, window);
    if (page.length === 0) break;
    ownAccounts ??= await readOwnAccounts(deps);
    await planSlice(deps, organizationId, window, ownAccounts);
    after = page.at(-1);
    if (page.length < SLICE) break;
    await setImmediate();
  }
  await tellWaiting(deps, organizationId);
}

async function planSlice(
  deps: PlanDeps,
  organizationId: OrganizationId,
  window: Parameters<typeof listLockableAccounts>[2],
  ownAccounts: OwnAccounts,
): Promise<void> {
  await inTransaction(deps.database, async (trx, onCommit) => {
    const enforced = (await lockEnforcement(trx, organizationId)).state === 'on';
    const now = deps.clock.now();
    const situation = await readSituation(trx, organizationId, { enforced, now });
    const accounts = await listLockableAccounts(trx, organizationId, window);
    const candidates = accounts.map((account) =>
      toCandidate(account, situation, { directories: deps.directories, ownAccounts }),
    );
    const verdicts = decideLocks(candidates, situation, await readBudget(trx, organizationId, now));
    const written = await writePlans(trx, organizationId, situation, accounts, verdicts);
    if (written > 0) onCommit(() => deps.queue.wakeDeliveries());
  });
}

async function writePlans(
  trx: Trx,
  organizationId: OrganizationId,
  { now }: Situation,
  accounts: readonly LockableAccount[],
  verdicts: readonly LockVerdict[],
): Promise<number> {
  let written = 0;
  for (const [index, account] of accounts.entries()) {
    const verdict = verdicts[index];
    if (verdict === undefined || verdict.type === 'spare') continue;
    const { member, violationId, directory, externalId } = account;
    const state = verdict.type === 'lock' ? 'planned' : 'waiting';
    const lock = { memberId: member.id, violationId, directory, externalId, state } as const;
    if (!(await insertLock(trx, organizationId, lock, now))) continue;
    written += 1;
    await recordByMuster(trx, organizationId, {
      at: now,
      type: state === 'planned' ? 'lock.planned' : 'lock.waiting',
      source: 'grace',
      subjectId: member.id,
      after: { directory },
    });
  }
  return written;
}

/** Told at once, and then once a day for as long as more come. */
async function tellWaiting(deps: PlanDeps, organizationId: OrganizationId): Promise<void> {
  await inTransaction(deps.database, async (trx, onCommit) => {
    await lockEnforcement(trx, organizationId);
    const now = deps.clock.now();
    const told = await findWaitingTold(trx, organizationId);
    if (told !== null && now.getTime() - told.getTime() < LOCK_WINDOW_MS) return;
    const untold = await claimUntold(trx, organizationId, { state: 'waiting', now });
    if (untold.length === 0) return;
    const { waiting } = await countLocks(trx, organizationId);
    const memberIds = [...new Set(untold.map(({ memberId }) => memberId))].slice(0, NAMED_IN_NOTICE);
    const payload = { kind: 'locks_waiting', memberIds, total: waiting } as const;
    const recipients = await listManagers(trx, organizationId, now);
    await planNotice(trx, organizationId, { payload, recipients }, { mailEnabled: deps.mailer.enabled, now });
    onCommit(() => deps.queue.wakeDeliveries());
  });
}
