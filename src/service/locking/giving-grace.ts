import type { Trx } from '../../db/database.ts';
import type { Lock } from '../../db/lock-repository.ts';
import { getMember } from '../../db/member-repository.ts';
import { getSettings } from '../../db/settings-repository.ts';
import { findOpenViolation, restartGrace } from '../../db/violation-repository.ts';
import { gracePeriodMs } from '../../domain/settings.ts';
import type { Reach } from '../deliveries/notices.ts';
import { planReminder } from '../reminders/reminder-plan.ts';

/** Somebody can get in again to set MFA up: they get the whole time anew, and are told until when. */
export async function giveGraceAnew(
  trx: Trx,
  { organizationId, memberId, violationId }: Pick<Lock, 'organizationId' | 'memberId' | 'violationId'>,
  reach: Reach,
): Promise<void> {
  const open = await findOpenViolation(trx, organizationId, memberId);
  if (open?.id !== violationId) return;
  await restartGrace(trx, organizationId, violationId, reach.now);
  const member = await getMember(trx, organizationId, memberId, reach.now);
  const deadline = new Date(reach.now.getTime() + gracePeriodMs(await getSettings(trx, organizationId)));
  const request = { reason: 'violation', requestedBy: null, roundId: null, deadline } as const;
  await planReminder(trx, organizationId, member, request, reach);
}
