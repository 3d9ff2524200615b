import type { Logger } from 'pino';
import { JOBS, SCHEDULED_OPTIONS } from './definitions.ts';
import { createErrorLog } from './error-log.ts';
import type { JobQueue } from './queue.ts';
import { within } from './within.ts';

const SWEEP_EVERY_MS = 5_000;
const CHECK_EVERY_MS = 5_000;
const PATIENCE_MS = 10_000;

export interface SchedulerOptions {
  /** How often the upkeep runs. */
  tickEveryMs: number;
  sweepEveryMs?: number;
  /** How often it is looked whether the schedules are still there. */
  checkEveryMs?: number;
}

export interface Schedulers {
  /** Stops looking. The schedules themselves stay in the engine, for whoever is still running. */
  close(): Promise<void>;
}

interface Schedule {
  name: 'sweep' | 'tick';
  every: number;
}

/**
 * Keeps the sweep and the tick on schedule. A Redis that was emptied or replaced has forgotten them, and nobody would
 * tell: hence the look from time to time.
 */
export async function startSchedulers(queue: JobQueue, options: SchedulerOptions, log: Logger): Promise<Schedulers> {
  const schedules: Schedule[] = [
    { name: 'sweep', every: options.sweepEveryMs ?? SWEEP_EVERY_MS },
    { name: 'tick', every: options.tickEveryMs },
  ];
  const onError = createErrorLog(log, 'the schedules could not be checked; they are looked at again soon');
  const ensureAll = async () => {
    for (const schedule of schedules) await within(PATIENCE_MS, ensure(queue, schedule));
  };
  await ensureAll();

  let checking = Promise.resolve();
  const timer = setInterval(() => {
    checking = checking.then(ensureAll).catch(onError);
  }, options.checkEveryMs ?? CHECK_EVERY_MS);
  return {
    close() {
      clearInterval(timer);
      return checking;
    },
  };
}

/** An upsert replaces the next run that is planned, so one that is in order is left alone. */
async function ensure(queue: JobQueue, { name, every }: Schedule): Promise<void> {
  const system = queue.queues[JOBS[name].queue];
  const known = await system.getJobScheduler(name);
  // Too far ahead as well: the clock was set back, and until it gets there nothing would run.
  const isOff = known?.next === undefined || Math.abs(known.next - Date.now()) > 2 * every;
  if (known?.every === every && !isOff) return;
  await system.upsertJobScheduler(name, { every }, { name, data: {}, opts: SCHEDULED_OPTIONS });
}
