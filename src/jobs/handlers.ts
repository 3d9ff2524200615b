import type { Logger } from 'pino';
import type { Background } from '../service/background.ts';
import type { JobQueue } from './queue.ts';
import type { Handlers } from './worker.ts';

/** How many deliveries one look takes; what is left is taken by the next. */
const SWEEP_LIMIT = 1_000;

/** What is done for each job: the work itself is the services'. */
export function createHandlers(background: Background, queue: JobQueue, log: Logger): Handlers {
  return {
    async sweep() {
      await queue.enqueueReadings(await background.listOrganizationsToRead());
      const due = await background.listDueDeliveries(SWEEP_LIMIT);
      if (due.length === 0) return;
      await queue.enqueueDeliveries(due);
      log.debug({ due: due.length }, 'deliveries are due');
    },
    tick: () => background.keepUp(),
    read: ({ organizationId }) => background.read(organizationId),
    deliver: ({ deliveryId, attempt }) => background.deliver(deliveryId, attempt),
  };
}
