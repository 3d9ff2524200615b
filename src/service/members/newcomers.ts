import { findLatestReading } from '../../db/reading-repository.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import type { ServiceDeps } from '../deps.ts';

/**
 * Who came, or came back, at or after this moment is new: the start of the last complete pass, the earliest of all
 * directories. An event or a check that failed half-way is made good by the next, because the moment stays the same.
 */
export async function readNewSince(
  { database, directories }: Pick<ServiceDeps, 'database' | 'directories'>,
  organizationId: OrganizationId,
  beforeAnyReading: Date,
): Promise<Date> {
  const readings = await Promise.all(
    directories.map(({ name }) => findLatestReading(database.db, organizationId, name, 'completed')),
  );
  const starts = readings.flatMap((reading) => (reading?.startedAt ? [reading.startedAt.getTime()] : []));
  return starts.length === 0 ? beforeAnyReading : new Date(Math.min(...starts));
}
