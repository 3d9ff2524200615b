import { z } from 'zod';

/** What has happened in the workspace, as far as the guided tour asks. */
export const tourFactsSchema = z.object({
  /** How many active people are without MFA. */
  missingCount: z.number(),
  /** Ids of people to be: the primary owner, and somebody without MFA while there is one. */
  owner: z.string(),
  missing: z.string().nullable(),
  /** The last event of the audit trail; 0 before the first. */
  sequence: z.number(),
  /** The newest events of the audit trail, newest first. */
  events: z.array(z.object({ sequence: z.number(), type: z.string() })),
});
export type TourFacts = z.infer<typeof tourFactsSchema>;
