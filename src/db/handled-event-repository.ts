import type { OrganizationId } from '../domain/ids.ts';
import type { Db } from './database.ts';
import { toInstant } from './values.ts';

/** Returns whether this event of Slack's is new: Slack delivers one up to four times. */
export async function rememberEvent(
  db: Db,
  organizationId: OrganizationId,
  eventId: string,
  now: Date,
): Promise<boolean> {
  const result = await db
    .insertInto('handled_events')
    .values({ organization_id: organizationId, event_id: eventId, handled_at: toInstant(now) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Forgets events of all organizations that Slack no longer repeats. Returns how many. */
export async function forgetEventsBefore(db: Db, date: Date): Promise<number> {
  const query = db.deleteFrom('handled_events').where('handled_at', '<', toInstant(date));
  return Number((await query.executeTakeFirst()).numDeletedRows);
}
