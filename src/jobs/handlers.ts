import type { Logger } from 'pino';
import type { Background } from '../service/background.ts';
import type { JobQueue } from './queue.ts';
import type { Handlers } from './worker.ts';

/** What is done for each job: the work itself is the services'. */
export function createHandlers(background: Background, queue: JobQueue, log: Logger): Handlers {
  return {
    async sweep() {
      await queue.enqueueReadings(await background.listOrganizationsToRead());
      for await (const due of background.pageDueDeliveries()) {
        await queue.enqueueDeliveries(due.map(({ deliveryId, attempt }) => ({ deliveryId, attempt })));
        log.debug({ due: due.length }, 'deliveries are due');
      }
    },
    tick: () => background.keepUp(),
    read: ({ organizationId }) => background.read(organizationId),
    deliver: ({ deliveryId, attempt }) => background.deliver(deliveryId, attempt),
  };
}
