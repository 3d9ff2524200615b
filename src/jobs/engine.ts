import {
  type BackendFactory,
  type IQueueBackend,
  type JobProgress,
  type Processor,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import type { QueueName } from './definitions.ts';

/** Which engine runs the jobs, as the settings choose it. */
export type EngineChoice =
  | { type: 'redis'; url: string }
  | { type: 'postgres'; url: string }
  | { type: 'embedded'; dataDir: string };

/** What is used of BullMQ's `Queue`, on every engine. */
export type EngineQueue = Pick<
  Queue<unknown, void, string>,
  'add' | 'addBulk' | 'getJobCounts' | 'getJobScheduler' | 'upsertJobScheduler' | 'close'
>;

/** What is used of BullMQ's `Worker`, on every engine. */
export type EngineWorker = Pick<Worker<unknown, void, string>, 'run' | 'close' | 'waitUntilReady'>;

export type Process = Processor<unknown, void, string>;
export type OnError = (error: Error) => void;

export interface EngineWorkerOptions {
  concurrency: number;
  /** How long a job stays taken by a process that was killed. */
  lockMs: number;
  /** How often it is looked for jobs whose lock has run out; a job is free when it was found twice. */
  checkMs: number;
}

/** One open engine. It owns its connections; queues and workers are closed before it. */
export interface JobEngine {
  readonly type: EngineChoice['type'];
  openQueue(name: QueueName, onError: OnError): Promise<EngineQueue>;
  openWorker(name: QueueName, process: Process, options: EngineWorkerOptions, onError: OnError): EngineWorker;
  /** Throws when the engine does not answer in time. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface EngineParts<B extends IQueueBackend, C> {
  type: EngineChoice['type'];
  backend: BackendFactory<B, C>;
  /** For adding jobs: fails fast, so that nobody waits for an engine that is down. */
  producer: C;
  /** For taking jobs: waits for an engine that is down. */
  consumer: C;
  /** Seconds that an idle worker waits for a job before it looks by itself. */
  idleSeconds: number;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** How often a job may be lost to a killed process: as often as it likes, the ledger's attempts are the limit. */
const MAX_STALLED_COUNT = 1_000;

/** Nobody reads BullMQ's stream of events, so little of it is kept. */
const STREAMS = { events: { maxLen: 100 } };

/** An engine out of BullMQ's parts. */
export function assembleEngine<B extends IQueueBackend, C>(parts: EngineParts<B, C>): JobEngine {
  return {
    type: parts.type,
    async openQueue(name, onError) {
      const options: QueueOptions<C> = { connection: parts.producer, streams: STREAMS };
      const queue = new Queue<unknown, void, string, unknown, void, string, B, C>(name, options, parts.backend);
      queue.on('error', onError);
      await queue.waitUntilReady();
      return queue;
    },
    openWorker(name, process, options, onError) {
      const settings: WorkerOptions<C> = {
        connection: parts.consumer,
        autorun: false,
        concurrency: options.concurrency,
        lockDuration: options.lockMs,
        // Renewed often enough for a process that is busy for some seconds.
        lockRenewTime: options.lockMs / 4,
        stalledInterval: options.checkMs,
        maxStalledCount: MAX_STALLED_COUNT,
        drainDelay: parts.idleSeconds,
        runRetryDelay: 1_000,
      };
      const worker = new Worker<unknown, void, string, B, JobProgress, C>(name, process, settings, parts.backend);
      worker.on('error', onError);
      return worker;
    },
    ping: parts.ping,
    close: parts.close,
  };
}
