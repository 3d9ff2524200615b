/** Before the date: a notice to all who lack MFA, a week and a day ahead. */
import { setImmediate } from 'node:timers/promises';
import type { Trx } from '../../db/database.ts';
import {
  EMPTY_PLAN,
  type EnforcementPlan,
  findEnforcementPlan,
  saveEnforcementPlan,
} from '../../db/enforcement-plan-repository.ts';
import { getEnforcement, lockEnforcement } from '../../db/enforcement-repository.ts';
import { listLacking } from '../../db/member-list-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { type DateNotice, dateNoticeDue } from '../../domain/turning-on.ts';
import { recordByMuster } from '../audit/recording.ts';
import type { Reach } from '../deliveries/notices.ts';
import type { ServiceDeps } from '../deps.ts';
import { planReminder } from '../reminders/reminder-plan.ts';

/** A slice of synchronous work stays under 50 ms. */
const SLICE = 50;

type NoticeDeps = Pick<ServiceDeps, 'database' | 'clock' | 'queue' | 'mailer'>;

/** It may be called at any time, and goes on where a crash has interrupted it. */
export async function tellDateNotices(deps: NoticeDeps, organizationId: OrganizationId): Promise<void> {
  if ((await getEnforcement(deps.database.db, organizationId)).state !== 'scheduled') return;
  while (await tellSlice(deps, organizationId)) await setImmediate();
}

/** Returns whether there may be more. */
async function tellSlice(deps: NoticeDeps, organizationId: OrganizationId): Promise<boolean> {
  return inTransaction(deps.database, async (trx, onCommit) => {
    const enforcement = await lockEnforcement(trx, organizationId);
    if (enforcement.state !== 'scheduled') return false;
    const { revision, until } = enforcement;
    const reach = { mailEnabled: deps.mailer.enabled, now: deps.clock.now() };
    const plan = (await findEnforcementPlan(trx, organizationId, revision)) ?? { ...EMPTY_PLAN, revision };
    const stage = plan.telling?.stage ?? dateNoticeDue({ until, now: reach.now, told: plan.told });
    if (stage === null) return false;
    onCommit(() => deps.queue.wakeDeliveries());
    return tellNext(trx, organizationId, { plan, stage, until, reach });
  });
}

async function tellNext(
  trx: Trx,
  organizationId: OrganizationId,
  { plan, stage, until, reach }: { plan: EnforcementPlan; stage: DateNotice; until: Date; reach: Reach },
): Promise<boolean> {
  const members = await listLacking(trx, organizationId, { limit: SLICE, after: plan.telling?.after }, reach.now);
  const request = { reason: 'scheduled', requestedBy: null, roundId: null, deadline: until } as const;
  for (const member of members) await planReminder(trx, organizationId, member, request, reach);
  const count = (plan.telling?.count ?? 0) + members.length;
  const last = members.at(-1);
  if (last !== undefined && members.length === SLICE) {
    await saveEnforcementPlan(trx, organizationId, { ...plan, telling: { stage, after: last.id, count } });
    return true;
  }
  await saveEnforcementPlan(trx, organizationId, { ...plan, told: stage, telling: null });
  const event = { at: reach.now, type: 'date_notice.sent', source: 'by_date', subjectId: null } as const;
  await recordByMuster(trx, organizationId, { ...event, after: { stage, reminded: count } });
  return false;
}
