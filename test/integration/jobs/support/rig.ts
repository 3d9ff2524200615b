import type { Logger } from 'pino';
import type { EngineChoice } from '../../../../src/jobs/engine.ts';
import { openEngine } from '../../../../src/jobs/open-engine.ts';
import { type JobQueue, openQueue } from '../../../../src/jobs/queue.ts';
import { type SchedulerOptions, type Schedulers, startSchedulers } from '../../../../src/jobs/schedulers.ts';
import {
  type Handlers,
  recoveryFrom,
  startWorkers,
  type WorkerOptions,
  type Workers,
} from '../../../../src/jobs/worker.ts';

const RECOVERY = recoveryFrom(60_000);

const NO_HANDLERS: Handlers = {
  sweep: async () => {},
  tick: async () => {},
  read: async () => {},
  overdue: async () => {},
  deliver: async () => {},
  mail: async () => {},
  invite: async () => {},
};

/** An open engine with its queue; what is started on it is closed with it, in the order in which a process does it. */
export interface JobRig {
  readonly queue: JobQueue;
  work(handlers: Partial<Handlers>, options?: Partial<WorkerOptions>): Promise<Workers>;
  schedule(options: SchedulerOptions): Promise<Schedulers>;
  /** Stops what works and lets what was left over run into the void. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

export async function openRig(choice: EngineChoice, log: Logger): Promise<JobRig> {
  const engine = await openEngine(choice, log);
  const queue = await openQueue(engine, log);
  const started: { close(): Promise<void> }[] = [];
  const stop = async () => {
    for (const part of started.splice(0).reverse()) await part.close();
  };
  const empty = async () => {
    await stop();
    const sink = await startWorkers(engine, NO_HANDLERS, { log, recovery: RECOVERY });
    await queue.drained();
    await sink.close();
  };
  return {
    queue,
    empty,
    async work(handlers, options) {
      const workers = await startWorkers(
        engine,
        { ...NO_HANDLERS, ...handlers },
        { log, recovery: RECOVERY, ...options },
      );
      started.push(workers);
      return workers;
    },
    async schedule(options) {
      const schedulers = await startSchedulers(queue, options, log);
      started.push(schedulers);
      return schedulers;
    },
    async close() {
      await stop();
      await queue.close();
      await engine.close();
    },
  };
}
