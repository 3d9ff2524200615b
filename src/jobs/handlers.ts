import type { Logger } from 'pino';
import type { Background, DueDelivery } from '../service/background.ts';
import type { Payloads } from './definitions.ts';
import type { JobQueue } from './queue.ts';
import type { Handlers } from './worker.ts';

/** What is done for each job: the work itself is the services'. */
export function createHandlers(background: Background, queue: JobQueue, log: Logger): Handlers {
  return {
    async sweep() {
      await queue.enqueueReadings(await background.listOrganizationsToRead());
      await queue.enqueueOverdue(await background.listOrganizationsToLock());
      for await (const due of background.pageDueDeliveries()) {
        await queue.enqueueDeliveries(toAttempts(due.filter(({ channel }) => channel !== 'email')));
        await queue.enqueueMails(toAttempts(due.filter(({ channel }) => channel === 'email')));
        log.debug({ due: due.length }, 'deliveries are due');
      }
      await queue.enqueueInvitations(await background.listDueInvitationTasks());
    },
    async tick() {
      await background.keepUp();
      await queue.enqueueOverdue(await background.listOrganizations());
    },
    overdue: ({ organizationId }) => background.settleOverdue(organizationId),
    read: ({ organizationId }) => background.read(organizationId),
    deliver: ({ deliveryId, attempt }) => background.deliver(deliveryId, attempt),
    mail: ({ deliveryId, attempt }) => background.deliver(deliveryId, attempt),
    invite: ({ taskId, attempt }) => background.invite(taskId, attempt),
  };
}

function toAttempts(due: readonly DueDelivery[]): Payloads['deliver'][] {
  return due.map(({ deliveryId, attempt }) => ({ deliveryId, attempt }));
}
