import { z } from 'zod';

/** One queue of the app: how many jobs wait, run, or are planned for later. */
const queueCountsSchema = z.object({
  name: z.string(),
  waiting: z.number(),
  active: z.number(),
  delayed: z.number(),
});

/** One event of the audit trail: ids and numbers, never a name. */
export const auditEntrySchema = z.object({
  sequence: z.number(),
  /** ISO, UTC. */
  at: z.string(),
  type: z.string(),
  /** The id of the member who did it, `muster` or `server`. */
  actor: z.string(),
  source: z.string(),
  subjectId: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  previousHash: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** What the app has inside of itself; the events newest first. */
export const insideSchema = z.object({ queues: z.array(queueCountsSchema), audit: z.array(auditEntrySchema) });
export type Inside = z.infer<typeof insideSchema>;
