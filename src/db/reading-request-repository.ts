import type { MemberId, OrganizationId } from '../domain/ids.ts';
import type { Db, Trx } from './database.ts';
import { newId } from './ids.ts';
import { type Reading, type ReadingTrigger, toReading } from './reading-row.ts';
import { toInstant } from './values.ts';

export interface ReadingRequest {
  directory: string;
  trigger: ReadingTrigger;
  /** Who agreed to what an earlier pass was held for. */
  acceptedBy?: MemberId | undefined;
  now: Date;
}

/**
 * Asks for a reading that starts after this moment. One that waits already is the same to whoever asks;
 * one that runs is not, since it started before.
 */
export async function requestReading(
  trx: Trx,
  organizationId: OrganizationId,
  request: ReadingRequest,
): Promise<Reading> {
  const row = (await joinWaiting(trx, organizationId, request)) ?? (await insertRequest(trx, organizationId, request));
  // Somebody else asked in between, and is committed now.
  const other = row ?? (await joinWaiting(trx, organizationId, request));
  if (other === undefined) throw new Error('a reading was asked for and started at the same moment: ask again');
  return toReading(other);
}

/** Locks the request that waits, so that it cannot start before this transaction has ended. */
async function joinWaiting(trx: Trx, organizationId: OrganizationId, { directory, acceptedBy }: ReadingRequest) {
  return trx
    .updateTable('readings')
    .set((eb) => ({ accepted_by: acceptedBy ?? eb.ref('accepted_by') }))
    .where('organization_id', '=', organizationId)
    .where('directory', '=', directory)
    .where('state', '=', 'requested')
    .returningAll()
    .executeTakeFirst();
}

async function insertRequest(trx: Trx, organizationId: OrganizationId, request: ReadingRequest) {
  return trx
    .insertInto('readings')
    .values({
      id: newId('reading'),
      organization_id: organizationId,
      directory: request.directory,
      trigger: request.trigger,
      accepted_by: request.acceptedBy ?? null,
      state: 'requested',
      requested_at: toInstant(request.now),
      attempt: 0,
      people_read: 0,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** The organizations for which a reading waits, or was left behind by a process that no longer holds it. */
export async function listOrganizationsToRead(db: Db, machineNow: Date): Promise<OrganizationId[]> {
  const rows = await db
    .selectFrom('readings')
    .select('organization_id')
    .distinct()
    .where((eb) =>
      eb.or([
        eb('state', '=', 'requested'),
        eb.and([eb('state', '=', 'running'), eb('lease_until', '<=', toInstant(machineNow))]),
      ]),
    )
    .execute();
  return rows.map((row) => row.organization_id);
}
