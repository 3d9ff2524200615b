/** What is old enough to be forgotten, a slice at a time: each function returns how many rows went. */
import type { OrganizationId } from '../domain/ids.ts';
import type { Trx } from './database.ts';
import { firstIdOf } from './ids.ts';
import { toInstant } from './values.ts';

export interface Slice {
  before: Date;
  limit: number;
}

/**
 * Ended passes that are not the last complete one of their directory. What an account's status was read by is forgotten
 * with it: the time of reading stays.
 */
export async function forgetReadings(trx: Trx, organizationId: OrganizationId, slice: Slice): Promise<number> {
  const old = await trx
    .selectFrom('readings')
    .select('readings.id')
    .where('readings.organization_id', '=', organizationId)
    .where('readings.state', 'in', ['completed', 'failed', 'held'])
    .where('readings.started_at', '<', toInstant(slice.before))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('readings as newer')
          .select('newer.id')
          .whereRef('newer.organization_id', '=', 'readings.organization_id')
          .whereRef('newer.directory', '=', 'readings.directory')
          .where('newer.state', '=', 'completed')
          .whereRef('newer.started_at', '>', 'readings.started_at'),
      ),
    )
    .limit(slice.limit)
    .execute();
  const ids = old.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await trx
    .updateTable('accounts')
    .set({ reading_id: null })
    .where('organization_id', '=', organizationId)
    .where('reading_id', 'in', ids)
    .execute();
  await trx.deleteFrom('readings').where('id', 'in', ids).execute();
  return ids.length;
}

/** Deliveries that have ended, however they did. Ids sort by time, so that only old rows are looked at. */
export async function forgetDeliveries(trx: Trx, organizationId: OrganizationId, slice: Slice): Promise<number> {
  const old = trx
    .selectFrom('deliveries')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '<', firstIdOf('delivery', slice.before))
    .where('created_at', '<', toInstant(slice.before))
    .where('state', 'in', ['sent', 'undeliverable', 'cancelled'])
    .orderBy('id')
    .limit(slice.limit);
  const { numDeletedRows } = await trx.deleteFrom('deliveries').where('id', 'in', old).executeTakeFirst();
  return Number(numDeletedRows);
}

/** Closed reminders whose deliveries are gone, and that no campaign counts from. */
export async function forgetReminders(trx: Trx, organizationId: OrganizationId, slice: Slice): Promise<number> {
  const old = trx
    .selectFrom('reminders')
    .select('reminders.id')
    .where('reminders.organization_id', '=', organizationId)
    .where('reminders.id', '<', firstIdOf('reminder', slice.before))
    .where('reminders.created_at', '<', toInstant(slice.before))
    .where('reminders.state', '=', 'closed')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('deliveries').select('deliveries.id').whereRef('reminder_id', '=', 'reminders.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('campaign_members')
            .select('campaign_id')
            .whereRef('campaign_members.member_id', '=', 'reminders.member_id')
            .whereRef('last_reminder_id', '=', 'reminders.id'),
        ),
      ),
    )
    .orderBy('reminders.id')
    .limit(slice.limit);
  const { numDeletedRows } = await trx.deleteFrom('reminders').where('id', 'in', old).executeTakeFirst();
  return Number(numDeletedRows);
}

/** Requests for a second person that have ended and whose messages are gone, with the reason that somebody typed. */
export async function forgetApprovals(trx: Trx, organizationId: OrganizationId, slice: Slice): Promise<number> {
  const old = trx
    .selectFrom('approvals')
    .select('approvals.id')
    .where('approvals.organization_id', '=', organizationId)
    .where('approvals.id', '<', firstIdOf('approval', slice.before))
    .where('approvals.decided_at', '<', toInstant(slice.before))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('deliveries').select('deliveries.id').whereRef('deliveries.notice_id', '=', 'approvals.notice_id'),
        ),
      ),
    )
    .orderBy('approvals.id')
    .limit(slice.limit);
  const { numDeletedRows } = await trx.deleteFrom('approvals').where('id', 'in', old).executeTakeFirst();
  return Number(numDeletedRows);
}

/** Notices whose deliveries are gone, with the reason that somebody may have typed. */
export async function forgetNotices(trx: Trx, organizationId: OrganizationId, slice: Slice): Promise<number> {
  const old = trx
    .selectFrom('notices')
    .select('notices.id')
    .where('notices.organization_id', '=', organizationId)
    .where('notices.id', '<', firstIdOf('notice', slice.before))
    .where('notices.created_at', '<', toInstant(slice.before))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('deliveries').select('deliveries.id').whereRef('notice_id', '=', 'notices.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('approvals').select('approvals.id').whereRef('approvals.notice_id', '=', 'notices.id'))),
    )
    .orderBy('notices.id')
    .limit(slice.limit);
  const { numDeletedRows } = await trx.deleteFrom('notices').where('id', 'in', old).executeTakeFirst();
  return Number(numDeletedRows);
}
