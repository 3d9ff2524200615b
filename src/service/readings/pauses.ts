import type { Db } from '../../db/database.ts';
import { extendPause, findPauseEnd } from '../../db/pause-repository.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import type { Clock, DirectoryName, Pauses } from '../../ports.ts';

/** The pauses of providers, kept in the database that all processes share. By the machine's clock. */
export function createPauses(
  { db, machineClock }: { db: Db; machineClock: Clock },
  organizationId: OrganizationId,
): (directory: DirectoryName) => Pauses {
  return (directory) => ({
    async leftMs(bucket) {
      const end = await findPauseEnd(db, organizationId, { directory, bucket });
      return end === null ? 0 : Math.max(end.getTime() - machineClock.now().getTime(), 0);
    },
    async extend(bucket, delayMs) {
      const end = new Date(machineClock.now().getTime() + delayMs);
      await extendPause(db, organizationId, { directory, bucket }, end);
    },
  });
}
