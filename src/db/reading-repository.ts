import type { OrganizationId, ReadingId } from '../domain/ids.ts';
import type { Db } from './database.ts';
import { type Reading, toReading } from './reading-row.ts';
import type { ReadingState } from './schema.ts';

export * from './reading-claim-repository.ts';
export * from './reading-effect-repository.ts';
export * from './reading-request-repository.ts';
export type { Reading } from './reading-row.ts';
export * from './staging-repository.ts';

function selectReadings(db: Db, organizationId: OrganizationId) {
  return db.selectFrom('readings').selectAll().where('organization_id', '=', organizationId);
}

export async function findReading(db: Db, organizationId: OrganizationId, id: ReadingId): Promise<Reading | null> {
  const row = await selectReadings(db, organizationId).where('id', '=', id).executeTakeFirst();
  return row ? toReading(row) : null;
}

/** The reading that was started last, of those in that state where one is given. */
export async function findLatestReading(
  db: Db,
  organizationId: OrganizationId,
  directory: string,
  state?: ReadingState,
): Promise<Reading | null> {
  const query = selectReadings(db, organizationId)
    .where('directory', '=', directory)
    .where('started_at', 'is not', null)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc');
  const row = await (state === undefined ? query : query.where('state', '=', state)).executeTakeFirst();
  return row ? toReading(row) : null;
}

export async function findRunningReading(
  db: Db,
  organizationId: OrganizationId,
  directory: string,
): Promise<Reading | null> {
  const query = selectReadings(db, organizationId).where('directory', '=', directory).where('state', '=', 'running');
  const row = await query.executeTakeFirst();
  return row ? toReading(row) : null;
}

/** The last completed readings, oldest first: readiness over time. */
export async function listReadingTrend(
  db: Db,
  organizationId: OrganizationId,
  directory: string,
  limit: number,
): Promise<Reading[]> {
  const rows = await selectReadings(db, organizationId)
    .where('directory', '=', directory)
    .where('state', '=', 'completed')
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toReading).reverse();
}
