import type { JobsOptions } from 'bullmq';
import { z } from 'zod';
import type { DeliveryId, InvitationTaskId, OrganizationId } from '../domain/ids.ts';

/** What each job carries: ids only. Everything else is read from the database when the job runs. */
export interface Payloads {
  /** Looks for deliveries and readings that are due and enqueues their ids. */
  sweep: Record<string, never>;
  /** Plans readings on schedule, and upkeep. */
  tick: Record<string, never>;
  read: { organizationId: OrganizationId };
  /** Grace periods that are over: locks, unlocks, and what owners are told of them. */
  overdue: { organizationId: OrganizationId };
  deliver: { deliveryId: DeliveryId; attempt: number };
  /** A delivery by email, in a queue of its own: a mail server that hangs holds up no direct message. */
  mail: { deliveryId: DeliveryId; attempt: number };
  /** The email of an invitation, or the invitation to a directory: never a direct message. */
  invite: { taskId: InvitationTaskId; attempt: number };
}

export type JobName = keyof Payloads;

// BullMQ refuses `:` in a queue's name.
export type QueueName = 'muster-system' | 'muster-readings' | 'muster-deliveries' | 'muster-mail';

/** Does the same for every queue. */
export async function mapQueues<T>(work: (name: QueueName) => Promise<T>): Promise<Record<QueueName, T>> {
  const [system, readings, deliveries, mail] = await Promise.all([
    work('muster-system'),
    work('muster-readings'),
    work('muster-deliveries'),
    work('muster-mail'),
  ]);
  return {
    'muster-system': system,
    'muster-readings': readings,
    'muster-deliveries': deliveries,
    'muster-mail': mail,
  };
}

interface JobDefinition<P> {
  readonly queue: QueueName;
  readonly payload: z.ZodType<P>;
}

const nothing = z.strictObject({});
const organization = z.strictObject({ organizationId: z.templateLiteral(['org_', z.uuid()]) });
const attempt = z.strictObject({ deliveryId: z.templateLiteral(['dlv_', z.uuid()]), attempt: z.int().min(1) });

export const JOBS: { readonly [N in JobName]: JobDefinition<Payloads[N]> } = {
  sweep: { queue: 'muster-system', payload: nothing },
  tick: { queue: 'muster-system', payload: nothing },
  read: { queue: 'muster-readings', payload: organization },
  // A directory that hangs takes one of many places there, and holds up neither a reading nor the upkeep.
  overdue: { queue: 'muster-deliveries', payload: organization },
  deliver: { queue: 'muster-deliveries', payload: attempt },
  mail: { queue: 'muster-mail', payload: attempt },
  invite: {
    queue: 'muster-mail',
    payload: z.strictObject({ taskId: z.templateLiteral(['ivt_', z.uuid()]), attempt: z.int().min(1) }),
  },
};

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOBS, name);
}

/** The database owns retries and history, so BullMQ keeps neither. */
const ONCE = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const satisfies JobsOptions;

/**
 * While a job of this kind waits, another is not added; while one runs, exactly one more follows it,
 * because what the running one has already looked at may have changed since.
 */
function atMostOneWaiting(id: string): JobsOptions {
  return { ...ONCE, deduplication: { id, keepLastIfActive: true } };
}

// BullMQ ignores an id that it still keeps: one attempt is enqueued once, however often the sweep sees it.
function oncePerAttempt({ deliveryId, attempt }: Payloads['deliver']): JobsOptions {
  return { ...ONCE, jobId: `${deliveryId}-${attempt}` };
}

/** BullMQ's options of one job. */
export const OPTIONS: { readonly [N in JobName]: (payload: Payloads[N]) => JobsOptions } = {
  sweep: () => atMostOneWaiting('sweep'),
  tick: () => atMostOneWaiting('tick'),
  read: ({ organizationId }) => atMostOneWaiting(`read-${organizationId}`),
  overdue: ({ organizationId }) => atMostOneWaiting(`overdue-${organizationId}`),
  deliver: oncePerAttempt,
  mail: oncePerAttempt,
  invite: ({ taskId, attempt }) => ({ ...ONCE, jobId: `${taskId}-${attempt}` }),
};

/** Of jobs that a schedule makes: BullMQ numbers them itself, and they must not be held back by a job that is stuck. */
export const SCHEDULED_OPTIONS = ONCE;
