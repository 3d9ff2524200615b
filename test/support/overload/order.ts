import { z } from 'zod';

/** What the process that floods a bot is told. */
export const orderSchema = z.object({
  /** Where Slack posts to. */
  url: z.string(),
  signingSecret: z.string(),
  teamId: z.string(),
  perSecond: z.number(),
  seconds: z.number(),
  /** Sent in turn; `{n}` in them is the id of the next member. */
  commands: z.array(z.object({ userId: z.string(), text: z.string() })).min(1),
  members: z.array(z.string()).min(1),
});

export type FloodOrder = z.infer<typeof orderSchema>;

/** What Slack got for the commands, and how long it waited. */
export const floodSchema = z.object({
  sent: z.number(),
  /** Answered with 200, or acknowledged with the answer to follow. */
  taken: z.number(),
  /** Told that Muster is very busy. */
  refused: z.number(),
  /** Anything but 200, or a cut connection. */
  failed: z.number(),
  medianMs: z.number(),
  p99Ms: z.number(),
  slowestMs: z.number(),
  /** Answers that came later, by the `response_url`. */
  later: z.number(),
});

export type Flood = z.infer<typeof floodSchema>;
