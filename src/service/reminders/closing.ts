import { restMembers } from '../../db/campaign-member-repository.ts';
import type { Trx } from '../../db/database.ts';
import { cancelDueDeliveries, insertDeliveries, type NewDelivery } from '../../db/delivery-repository.ts';
import { newId } from '../../db/ids.ts';
import {
  type ClosedReminder,
  closeReminders,
  closeRemindersOf,
  type ReminderOutcome,
} from '../../db/reminder-repository.ts';
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
  if (outcome === 'enabled' || outcome === 'left') await restMembers(trx, organizationId, memberIds);
  await tellClosed(trx, organizationId, closed, { outcome, reach });
}

/** Ends so many of the notices before a date that is off; returns how many there were. */
export async function closeDateNotices(
  trx: Trx,
  organizationId: OrganizationId,
  limit: number,
  reach: Reach,
): Promise<number> {
  const outcome = 'no_longer_required';
  const which = { reason: 'scheduled', limit } as const;
  const closed = await closeRemindersOf(trx, organizationId, which, outcome, reach.now);
  await tellClosed(trx, organizationId, closed, { outcome, reach });
  return closed.length;
}

async function tellClosed(
  trx: Trx,
  organizationId: OrganizationId,
  closed: readonly ClosedReminder[],
  { outcome, reach }: { outcome: ReminderOutcome; reach: Reach },
): Promise<void> {
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
