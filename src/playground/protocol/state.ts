import { z } from 'zod';
import { conversationSchema, conversationSummarySchema } from './conversation.ts';
import { directoryCardSchema } from './directory.ts';
import { personCardSchema } from './person.ts';
import { troubleSchema } from './trouble.ts';
import { shownViewSchema } from './view.ts';

export const commandSchema = z.object({
  command: z.string(),
  description: z.string(),
  /** As in the manifest, e.g. `status | remind @person`. */
  usageHint: z.string(),
});
export type Command = z.infer<typeof commandSchema>;

/** Everything that one person sees at one moment. */
export const pageStateSchema = z.object({
  workspace: z.object({ id: z.string(), name: z.string(), appName: z.string(), botUserId: z.string() }),
  /** The clock of the bot's rules. */
  now: z.iso.datetime(),
  me: personCardSchema,
  /** Where the app reads who has MFA. */
  directories: z.array(directoryCardSchema),
  conversations: z.array(conversationSummarySchema),
  /** The conversation that was asked for, its newest messages. */
  conversation: conversationSchema.nullable(),
  /** The stack of modals, the topmost last. */
  modals: z.array(shownViewSchema),
  home: shownViewSchema.nullable(),
  /** The names of everybody who is mentioned in what is shown. */
  names: z.record(z.string(), z.string()),
  commands: z.array(commandSchema),
  trouble: troubleSchema,
  mail: z.object({ mine: z.number(), all: z.number() }),
});
export type PageState = z.infer<typeof pageStateSchema>;
