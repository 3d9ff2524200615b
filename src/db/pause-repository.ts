import { sql } from 'kysely';
import type { OrganizationId } from '../domain/ids.ts';
import type { Db } from './database.ts';
import { fromInstant, toInstant } from './values.ts';

export interface PausedBucket {
  directory: string;
  bucket: string;
}

/** Until when the provider lets nobody ask; `null` where nothing was learnt yet. It may be over. */
export async function findPauseEnd(
  db: Db,
  organizationId: OrganizationId,
  { directory, bucket }: PausedBucket,
): Promise<Date | null> {
  const row = await db
    .selectFrom('provider_pauses')
    .select('paused_until')
    .where('organization_id', '=', organizationId)
    .where('directory', '=', directory)
    .where('bucket', '=', bucket)
    .executeTakeFirst();
  return row === undefined ? null : fromInstant(row.paused_until);
}

/** The later end counts: an answer that was long on its way shortens no pause. */
export async function extendPause(
  db: Db,
  organizationId: OrganizationId,
  { directory, bucket }: PausedBucket,
  until: Date,
): Promise<void> {
  await db
    .insertInto('provider_pauses')
    .values({ organization_id: organizationId, directory, bucket, paused_until: toInstant(until) })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'directory', 'bucket'])
        .doUpdateSet((eb) => ({ paused_until: eb.ref('excluded.paused_until') }))
        .where(sql<boolean>`provider_pauses.paused_until < excluded.paused_until`),
    )
    .execute();
}
