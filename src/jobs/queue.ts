import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { OrganizationId } from '../domain/ids.ts';
import type { Queue } from '../ports.ts';
import { coalesce } from './coalesce.ts';
import { JOBS, type JobName, mapQueues, OPTIONS, type Payloads, type QueueName } from './definitions.ts';
import type { EngineQueue, JobEngine } from './engine.ts';
import { createErrorLog } from './error-log.ts';
import { within } from './within.ts';

/** A request that was committed waits no longer than this for its wake-up. */
const WAKE_PATIENCE_MS = 1_000;
const ENQUEUE_PATIENCE_MS = 10_000;
/** The embedded engine works in this process: more at once would hold up everything else for longer than 50 ms. */
const BATCH = 250;

export interface QueueCounts {
  waiting: number;
  active: number;
  delayed: number;
}

export interface JobQueue extends Queue {
  /** Enqueues attempts. One that already waits or runs is not enqueued again. Throws when the engine is away. */
  enqueueDeliveries(items: readonly Payloads['deliver'][]): Promise<void>;
  /** The same for those that go by email. */
  enqueueMails(items: readonly Payloads['mail'][]): Promise<void>;
  /** The same for what is to be done for invitations. */
  enqueueInvitations(items: readonly Payloads['invite'][]): Promise<void>;
  /** Enqueues readings: at most one waits per organization. Throws when the engine is away. */
  enqueueReadings(organizationIds: readonly OrganizationId[]): Promise<void>;
  /** Enqueues what is done when grace periods are over: at most one waits per organization. Throws when the engine is away. */
  enqueueOverdue(organizationIds: readonly OrganizationId[]): Promise<void>;
  /** How many jobs there are, for the metrics. */
  counts(): Promise<Record<QueueName, QueueCounts>>;
  /** Throws when the engine does not answer. */
  ping(): Promise<void>;
  /** Resolves when nothing waits and nothing runs. What is planned for later does not count. For tests. */
  drained(): Promise<void>;
  /** BullMQ's own queues, for the schedulers. */
  readonly queues: Record<QueueName, EngineQueue>;
  /** Closes the queues; the engine stays open. */
  close(): Promise<void>;
}

/** Opens the queues on an engine. */
export async function openQueue(engine: JobEngine, log: Logger): Promise<JobQueue> {
  const onError = createErrorLog(log, 'the queue has lost its engine and tries to reach it again');
  const onLostWake = createErrorLog(log, 'a wake-up was lost; the next sweep makes it good');
  const queues = await mapQueues((name) => engine.openQueue(name, onError));
  const counts = () => mapQueues((name) => count(queues[name]));
  // What was committed is not undone because the engine is away: the scheduled sweep finds it.
  const wake = coalesce(() => within(WAKE_PATIENCE_MS, addSweep(queues)).catch(onLostWake));
  return {
    wakeDeliveries: wake,
    // The sweep looks for readings too, so that any sweep makes good for a wake-up that was lost.
    wakeReadings: wake,
    enqueueDeliveries: (items) => addAll(queues, 'deliver', items),
    enqueueMails: (items) => addAll(queues, 'mail', items),
    enqueueInvitations: (items) => addAll(queues, 'invite', items),
    enqueueReadings: (ids) => addAll(queues, 'read', ids.map(toPayload)),
    enqueueOverdue: (ids) => addAll(queues, 'overdue', ids.map(toPayload)),
    counts,
    ping: engine.ping,
    drained: () => waitUntilIdle(counts),
    queues,
    async close() {
      await mapQueues((name) => queues[name].close());
    },
  };
}

function toPayload(organizationId: OrganizationId) {
  return { organizationId };
}

type Queues = JobQueue['queues'];

async function addSweep(queues: Queues): Promise<void> {
  await queues[JOBS.sweep.queue].add('sweep', {}, OPTIONS.sweep({}));
}

async function addAll<N extends JobName>(queues: Queues, name: N, payloads: readonly Payloads[N][]): Promise<void> {
  for (let at = 0; at < payloads.length; at += BATCH) {
    const batch = payloads.slice(at, at + BATCH).map((data) => ({ name, data, opts: OPTIONS[name](data) }));
    await within(ENQUEUE_PATIENCE_MS, queues[JOBS[name].queue].addBulk(batch));
  }
}

async function count(queue: EngineQueue): Promise<QueueCounts> {
  const { waiting = 0, active = 0, delayed = 0 } = await queue.getJobCounts('waiting', 'active', 'delayed');
  return { waiting, active, delayed };
}

/** A job may add one to a queue that was counted before, so the silence has to be heard twice. */
async function waitUntilIdle(counts: JobQueue['counts']): Promise<void> {
  for (let silences = 0; silences < 2; ) {
    const busy = Object.values(await counts()).some(({ waiting, active }) => waiting + active > 0);
    silences = busy ? 0 : silences + 1;
    if (busy) await pause(10);
  }
}
