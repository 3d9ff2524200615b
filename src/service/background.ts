/** The use cases that nobody starts by hand: what the workers do. */
import { type DueDelivery, listDueDeliveries } from '../db/delivery-repository.ts';
import { type DueInvitationTask, listDueInvitationTasks } from '../db/invitation-task-repository.ts';
import { listOrganizationsToLock } from '../db/lock-claim-repository.ts';
import { listOrganizations } from '../db/organization-repository.ts';
import { listOrganizationsToRead } from '../db/reading-request-repository.ts';
import type { DeliveryId, InvitationTaskId, OrganizationId } from '../domain/ids.ts';
import { deliver } from './deliveries/delivering.ts';
import type { ServiceDeps } from './deps.ts';
import { decideWaitingRequests } from './enforcement/deciding.ts';
import { noticeWhoLacksMfa } from './enforcement/noticing.ts';
import { turnOnByItself } from './enforcement/turning-on.ts';
import { workInvitationTask } from './invitations/working.ts';
import { settleOverdue } from './locking/overdue.ts';
import { runRequestedReadings } from './readings/reading.ts';
import { createRoundReporter } from './reminders/round-reporter.ts';
import { runRounds } from './reminders/rounds.ts';
import { keepUp } from './upkeep.ts';

const PAGE = 500;
/** What is beyond this is left to the next sweep, so that one job never runs for long. */
const MOST_PAGES = 20;

export type { DueDelivery };

export interface Background {
  /** What has to be sent now, oldest first, a page at a time. */
  pageDueDeliveries(): AsyncIterable<readonly DueDelivery[]>;
  listOrganizationsToRead(): Promise<OrganizationId[]>;
  /** Makes the readings that were asked for, then decides and sends what waited for them. */
  read(organizationId: OrganizationId): Promise<void>;
  deliver(id: DeliveryId, attempt: number): Promise<void>;
  /** What has to be done now for invitations, oldest first: what is beyond one page is left to the next sweep. */
  listDueInvitationTasks(): Promise<DueInvitationTask[]>;
  invite(id: InvitationTaskId, attempt: number): Promise<void>;
  keepUp(): Promise<void>;
  /** Organizations in which something is to be locked or unlocked at once. */
  listOrganizationsToLock(): Promise<OrganizationId[]>;
  /** All of them: grace periods end by the time alone. */
  listOrganizations(): Promise<OrganizationId[]>;
  /** Locks, unlocks and tells what is due. */
  settleOverdue(organizationId: OrganizationId): Promise<void>;
}

export function createBackground(deps: ServiceDeps, { readingIntervalMs }: { readingIntervalMs: number }): Background {
  const { db } = deps.database;
  const reporter = createRoundReporter(deps);
  return {
    pageDueDeliveries: () => pageDueDeliveries(deps),
    listOrganizationsToRead: () => listOrganizationsToRead(db, deps.machineClock.now()),
    async read(organizationId) {
      await runRequestedReadings(deps, organizationId);
      await decideWaitingRequests(deps, organizationId);
      await turnOnByItself(deps, organizationId);
      await noticeWhoLacksMfa(deps, organizationId);
      await runRounds(deps, organizationId);
    },
    async deliver(id, attempt) {
      const delivery = await deliver(deps, id, attempt);
      if (delivery?.reminderId) reporter.soon(delivery.organizationId);
    },
    listDueInvitationTasks: () =>
      listDueInvitationTasks(db, { now: deps.clock.now(), machineNow: deps.machineClock.now(), limit: PAGE }),
    invite: (id, attempt) => workInvitationTask(deps, id, attempt),
    keepUp: () => keepUp(deps, readingIntervalMs),
    listOrganizationsToLock: () => listOrganizationsToLock(db, deps.machineClock.now()),
    listOrganizations: async () => (await listOrganizations(db)).map(({ id }) => id),
    settleOverdue: (organizationId) => settleOverdue(deps, organizationId),
  };
}

async function* pageDueDeliveries(deps: ServiceDeps): AsyncGenerator<readonly DueDelivery[]> {
  const clocks = { now: deps.clock.now(), machineNow: deps.machineClock.now() };
  let after: DueDelivery | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await listDueDeliveries(deps.database.db, { ...clocks, limit: PAGE, after });
    if (page.length > 0) yield page;
    after = page.at(-1);
    if (page.length < PAGE) return;
  }
}
