import { z } from 'zod';

/** One call between the bot and Slack. */
export const journalEntrySchema = z.object({
  id: z.number(),
  at: z.string(),
  /** Who called whom. */
  direction: z.enum(['from_app', 'to_app']),
  name: z.string(),
  outcome: z.string(),
  ok: z.boolean(),
  durationMs: z.number().nullable(),
  request: z.unknown(),
  response: z.unknown(),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** Newest first. */
export const journalPageSchema = z.object({
  entries: z.array(journalEntrySchema),
  hasEarlier: z.boolean(),
});
export type JournalPage = z.infer<typeof journalPageSchema>;
