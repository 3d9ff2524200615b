/** Directories that can tell of news are read at once, besides on schedule. */
import { requestReading } from '../../db/reading-request-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import type { DirectoryName } from '../../ports.ts';
import type { ServiceDeps } from '../deps.ts';

type WatchDeps = Pick<ServiceDeps, 'database' | 'clock' | 'directories' | 'queue' | 'log'>;

async function requestNow(deps: WatchDeps, organizationId: OrganizationId, directory: DirectoryName): Promise<void> {
  const now = deps.clock.now();
  await inTransaction(deps.database, (trx) =>
    requestReading(trx, organizationId, { directory, trigger: 'schedule', now }),
  );
  await deps.queue.wakeReadings();
}

/** Watches until `close`. A request that fails is logged: the next reading on schedule has the news too. */
export function watchDirectories(deps: WatchDeps, organizationId: OrganizationId): { close(): void } {
  const watches = deps.directories.flatMap(({ name, watch }) => {
    const onChange = () => {
      requestNow(deps, organizationId, name).catch((error: unknown) => {
        deps.log.error({ err: error, directory: name }, 'a change of a directory was seen, but no reading requested');
      });
    };
    return watch === undefined ? [] : [watch(onChange)];
  });
  return {
    close: () => {
      for (const watch of watches) watch.close();
    },
  };
}
