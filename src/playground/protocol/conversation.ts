import { z } from 'zod';

const jsonObject = z.record(z.string(), z.unknown());

export const shownMessageSchema = z.object({
  ts: z.string(),
  /** Changes with every edit, so that a page can keep what it drew already. */
  version: z.string(),
  from: z.object({ type: z.enum(['app', 'slackbot', 'person']), id: z.string(), name: z.string() }),
  text: z.string(),
  blocks: z.array(jsonObject),
  attachments: z.array(jsonObject),
  edited: z.boolean(),
  /** Shown to this person alone. */
  ephemeral: z.boolean(),
});
export type ShownMessage = z.infer<typeof shownMessageSchema>;

/** A window of one conversation, oldest message first. */
export const conversationSchema = z.object({
  id: z.string(),
  messages: z.array(shownMessageSchema),
  hasEarlier: z.boolean(),
});
export type Conversation = z.infer<typeof conversationSchema>;

export const conversationSummarySchema = z.object({
  id: z.string(),
  type: z.enum(['app', 'channel']),
  name: z.string(),
  unread: z.number(),
});
export type ConversationSummary = z.infer<typeof conversationSummarySchema>;
