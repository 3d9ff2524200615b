import type { Trx } from '../../db/database.ts';
import { cancelDueDeliveries, insertDeliveries, type NewDelivery } from '../../db/delivery-repository.ts';
import { newId } from '../../db/ids.ts';
import { closeReminders, type ReminderOutcome } from '../../db/reminder-repository.ts';
import type { MemberId, OrganizationId, ReminderId } from '../../domain/ids.ts';
import type { SlackMessageRef } from '../../domain/message.ts';
import type { Reach } from '../deliveries/notices.ts';

/**
 * Ends what was asked of these members: what is still planned is cancelled, and the last direct message that arrived is
 * edited to say so. The edit is a delivery of its own, so that it is retried like any other.
 */
export async function closeOpenReminders(
  trx: Trx,
  organizationId: OrganizationId,
  memberIds: readonly MemberId[],
  outcome: ReminderOutcome,
  reach: Reach,
): Promise<void> {
  if (memberIds.length === 0) return;
  const closed = await closeReminders(trx, organizationId, memberIds, outcome, reach.now);
  if (closed.length === 0) return;
  await cancelDueDeliveries(trx, organizationId, { reminderIds: closed.map((reminder) => reminder.id) });
  if (outcome === 'left') return;
  const edits = closed.flatMap(({ id, memberId, message }) =>
    message === null ? [] : [buildEdit(id, memberId, message, reach.now)],
  );
  await insertDeliveries(trx, organizationId, edits);
}

/** The edit of a direct message that arrived: a delivery of its own. */
export function buildEdit(
  reminderId: ReminderId,
  memberId: MemberId,
  slackRef: SlackMessageRef,
  now: Date,
): NewDelivery {
  return {
    id: newId('delivery'),
    memberId,
    reminderId,
    noticeId: null,
    channel: 'slack_edit',
    dueAt: now,
    createdAt: now,
    slackRef,
  };
}
