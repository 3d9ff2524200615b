/** The use cases that nobody starts by hand: what the workers do. */
import { type DueDelivery, listDueDeliveries } from '../db/delivery-repository.ts';
import { listOrganizationsToRead } from '../db/reading-request-repository.ts';
import type { DeliveryId, OrganizationId } from '../domain/ids.ts';
import { decideWaitingRequests } from './deciding.ts';
import { deliver } from './delivering.ts';
import type { ServiceDeps } from './deps.ts';
import { runRequestedReadings } from './reading.ts';
import { createRoundReporter } from './round-reporter.ts';
import { runRounds } from './rounds.ts';
import { keepUp } from './upkeep.ts';

export interface Background {
  /** Everything that has to be sent now, oldest first, at most `limit`. */
  listDueDeliveries(limit: number): Promise<DueDelivery[]>;
  listOrganizationsToRead(): Promise<OrganizationId[]>;
  /** Makes the readings that were asked for, then decides and sends what waited for them. */
  read(organizationId: OrganizationId): Promise<void>;
  deliver(id: DeliveryId, attempt: number): Promise<void>;
  keepUp(): Promise<void>;
}

export function createBackground(deps: ServiceDeps, { readingIntervalMs }: { readingIntervalMs: number }): Background {
  const { db } = deps.database;
  const reporter = createRoundReporter(deps);
  return {
    listDueDeliveries: (limit) =>
      listDueDeliveries(db, { now: deps.clock.now(), machineNow: deps.machineClock.now(), limit }),
    listOrganizationsToRead: () => listOrganizationsToRead(db, deps.machineClock.now()),
    async read(organizationId) {
      await runRequestedReadings(deps, organizationId);
      await decideWaitingRequests(deps, organizationId);
      await runRounds(deps, organizationId);
    },
    async deliver(id, attempt) {
      const delivery = await deliver(deps, id, attempt);
      if (delivery?.reminderId) reporter.soon(delivery.organizationId);
    },
    keepUp: () => keepUp(deps, readingIntervalMs),
  };
}
