import type { Logger } from 'pino';
import { isJobName, JOBS, type JobName, mapQueues, type Payloads, type QueueName } from './definitions.ts';
import type { EngineWorker, JobEngine, Process } from './engine.ts';
import { createErrorLog } from './error-log.ts';
import { within } from './within.ts';

/** Closing takes 30 s at most, the parts that close after the workers included. */
const CLOSE_PATIENCE_MS = 20_000;
const ABORT_PATIENCE_MS = 1_000;

/** A sweep must not wait for the upkeep. Readings of one process are made one after the other. */
const CONCURRENCY: Record<QueueName, number> = {
  'muster-system': 2,
  'muster-readings': 1,
  'muster-deliveries': 20,
  'muster-mail': 5,
};

/** When a job that a killed process had goes on: its lock has run out, and two looks have found it. */
export interface Recovery {
  lockMs: number;
  checkMs: number;
}

/** Within a lease, so that no job holds its work back for longer than the database does; BullMQ needs some time itself, and whole milliseconds. */
export function recoveryFrom(leaseMs: number): Recovery {
  return { lockMs: Math.max(Math.round(leaseMs / 2), 2_000), checkMs: Math.max(Math.round(leaseMs / 6), 500) };
}

export interface JobContext {
  /** Fires when the process closes and will not wait any longer. */
  readonly signal: AbortSignal;
}

/**
 * What is done for each job. A handler that throws is logged, and the job is gone: trying again is the database's affair.
 * A job may run twice (its process was killed, or lost its lock), so a handler claims its work before it does it.
 */
export type Handlers = {
  readonly [N in JobName]: (payload: Payloads[N], context: JobContext) => Promise<void>;
};

export interface WorkerOptions {
  log: Logger;
  concurrency?: Partial<Record<QueueName, number>>;
  recovery: Recovery;
}

export interface Workers {
  /** Takes no more jobs, waits for those that run (20 s unless told otherwise), then aborts them. */
  close(patienceMs?: number): Promise<void>;
}

/** Starts to take jobs off every queue. */
export async function startWorkers(engine: JobEngine, handlers: Handlers, options: WorkerOptions): Promise<Workers> {
  const { log } = options;
  const abort = new AbortController();
  const onError = createErrorLog(log, 'a worker has lost its engine and tries to reach it again');
  const process: Process = (job) => work(handlers, job.name, job.data, abort.signal, log);
  const workers = await mapQueues(async (name) => {
    const concurrency = options.concurrency?.[name] ?? CONCURRENCY[name];
    const worker = engine.openWorker(name, process, { concurrency, ...options.recovery }, onError);
    worker.run().catch(onError);
    return worker;
  });
  let closing: Promise<unknown> | undefined;
  return {
    async close(patienceMs = CLOSE_PATIENCE_MS) {
      closing ??= mapQueues((name) => closeWorker(workers[name], patienceMs, abort, log));
      await closing;
    },
  };
}

/** Runs one job. Never throws, so that BullMQ neither keeps nor repeats it. */
async function work(handlers: Handlers, name: string, data: unknown, signal: AbortSignal, log: Logger): Promise<void> {
  if (!isJobName(name)) {
    log.warn({ job: name }, 'an unknown job was dropped');
    return;
  }
  try {
    await handle(handlers, name, data, signal);
  } catch (err) {
    log.error({ err, job: name, payload: data }, 'a job failed');
  }
}

function handle<N extends JobName>(handlers: Handlers, name: N, data: unknown, signal: AbortSignal): Promise<void> {
  return handlers[name](JOBS[name].payload.parse(data), { signal });
}

async function closeWorker(worker: EngineWorker, ms: number, abort: AbortController, log: Logger): Promise<void> {
  try {
    await within(ms, worker.close());
  } catch (err) {
    log.warn({ err }, 'jobs that still run are aborted; the database lets them go on after the next start');
    abort.abort();
    await within(ABORT_PATIENCE_MS, worker.close()).catch(() => undefined);
  }
}
