/** Who was locked hears why and whom to ask, and owners get one notice for all whom one round has locked. */
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { claimUntold } from '../../db/lock-repository.ts';
import { findMembers } from '../../db/member-repository.ts';
import { getSettings } from '../../db/settings-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { listOverdue, markOverdueTold } from '../../db/violation-repository.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { gracePeriodMs } from '../../domain/settings.ts';
import { OVERDUE_NOTICE_INTERVAL_MS } from '../../domain/violation.ts';
import { planNotice, planOwnersNotice } from '../deliveries/notices.ts';
import type { ServiceDeps } from '../deps.ts';

const NAMED_IN_NOTICE = 20;

type TellDeps = Pick<ServiceDeps, 'database' | 'clock' | 'mailer' | 'queue'>;

export async function tellLocked(deps: TellDeps, organizationId: OrganizationId): Promise<void> {
  await inTransaction(deps.database, async (trx, onCommit) => {
    await lockEnforcement(trx, organizationId);
    const now = deps.clock.now();
    const reach = { mailEnabled: deps.mailer.enabled, now };
    const locks = await claimUntold(trx, organizationId, { state: 'locked', now });
    if (locks.length === 0) return;
    const ids = [...new Set(locks.map(({ memberId }) => memberId))];
    for (const member of await findMembers(trx, organizationId, ids, now)) {
      await planNotice(trx, organizationId, { payload: { kind: 'account_locked' }, recipients: [member] }, reach);
    }
    const directories = [...new Set(locks.map(({ directory }) => directory))];
    const payload = {
      kind: 'accounts_locked',
      memberIds: ids.slice(0, NAMED_IN_NOTICE),
      total: ids.length,
      directories,
    } as const;
    await planOwnersNotice(trx, organizationId, { payload }, reach);
    onCommit(() => deps.queue.wakeDeliveries());
  });
}

/** Owners hear once a day of everybody whose grace period is over and who is not locked. */
export async function tellOverdue(deps: TellDeps, organizationId: OrganizationId): Promise<void> {
  await inTransaction(deps.database, async (trx, onCommit) => {
    await lockEnforcement(trx, organizationId);
    const now = deps.clock.now();
    const graceMs = gracePeriodMs(await getSettings(trx, organizationId));
    const overdue = { now, graceMs, toldBefore: new Date(now.getTime() - OVERDUE_NOTICE_INTERVAL_MS) };
    const named = await listOverdue(trx, organizationId, { ...overdue, limit: NAMED_IN_NOTICE });
    if (named.length === 0) return;
    const total = await markOverdueTold(trx, organizationId, overdue);
    const memberIds = named.map(({ memberId }) => memberId);
    const payload = { kind: 'violations_overdue', memberIds, total } as const;
    await planOwnersNotice(trx, organizationId, { payload }, { mailEnabled: deps.mailer.enabled, now });
    onCommit(() => deps.queue.wakeDeliveries());
  });
}
