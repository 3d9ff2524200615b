import type { Trx } from '../../db/database.ts';
import { insertDeliveries } from '../../db/delivery-repository.ts';
import { newId } from '../../db/ids.ts';
import type { Member } from '../../db/member-repository.ts';
import { insertReminder } from '../../db/reminder-repository.ts';
import type { MemberId, OrganizationId, ReminderId, RoundId } from '../../domain/ids.ts';
import type { ReminderReason } from '../../domain/message.ts';
import { planDeliveries, type Reach } from '../deliveries/notices.ts';

export interface ReminderRequest {
  reason: ReminderReason;
  requestedBy: MemberId | null;
  roundId: RoundId | null;
  deadline: Date | null;
}

/** One reminder with its deliveries, due at once. */
export async function planReminder(
  trx: Trx,
  organizationId: OrganizationId,
  member: Pick<Member, 'id' | 'slackUserId' | 'email'>,
  request: ReminderRequest,
  reach: Reach,
): Promise<ReminderId> {
  const id = newId('reminder');
  await insertReminder(trx, organizationId, { id, memberId: member.id, ...request, createdAt: reach.now });
  await insertDeliveries(trx, organizationId, planDeliveries(member, { reminderId: id }, reach));
  return id;
}
