import { z } from 'zod';
import { directoryNameSchema, mfaSwitchSchema } from './directory.ts';
import { mailTroubleSchema, slackTroubleSchema } from './trouble.ts';
import { stateValuesSchema } from './view.ts';

const as = z.string().min(1);
const text = z.string().max(150_000);

/** Where an element stands that a person used. */
export const elementPlaceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
  z.object({ type: z.literal('ephemeral'), channel: z.string(), ts: z.string() }),
  z.object({ type: z.literal('view'), viewId: z.string() }),
]);
export type ElementPlace = z.infer<typeof elementPlaceSchema>;

/** What a person chose in an element, in the words of Slack's `block_actions` payload. */
export const chosenSchema = z.record(z.string(), z.unknown());
export type Chosen = z.infer<typeof chosenSchema>;

/** What a person does at their screen. */
export const personActionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('send'), as, channel: z.string(), text }),
  z.object({
    type: z.literal('use'),
    as,
    place: elementPlaceSchema,
    blockId: z.string(),
    actionId: z.string(),
    chosen: chosenSchema,
    values: stateValuesSchema,
  }),
  z.object({ type: z.literal('submit'), as, viewId: z.string(), values: stateValuesSchema }),
  z.object({ type: z.literal('close'), as, viewId: z.string(), all: z.boolean() }),
  z.object({ type: z.literal('open_home'), as }),
  z.object({ type: z.literal('read'), as, channel: z.string() }),
]);
export type PersonAction = z.infer<typeof personActionSchema>;

/** What the outside world does. */
export const worldActionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('mfa'), user: z.string(), directory: directoryNameSchema, mfa: mfaSwitchSchema }),
  z.object({ type: z.literal('join'), name: z.string().trim().min(1).max(80) }),
  z.object({ type: z.literal('leave'), user: z.string() }),
  z.object({ type: z.literal('return'), user: z.string() }),
  /** Goes on do-not-disturb for so many hours; 0 ends it. */
  z.object({
    type: z.literal('do_not_disturb'),
    user: z.string(),
    hours: z
      .number()
      .min(0)
      .max(24 * 366),
  }),
  z.object({ type: z.literal('slack_trouble'), trouble: slackTroubleSchema }),
  z.object({ type: z.literal('mail_trouble'), trouble: mailTroubleSchema }),
  z.object({
    type: z.literal('forward'),
    hours: z
      .number()
      .positive()
      .max(24 * 366),
  }),
]);
export type WorldAction = z.infer<typeof worldActionSchema>;

/** `notice` is what Slack would say in a passing note, for example that the app did not respond. */
export const actionAnswerSchema = z.object({ notice: z.string().nullable(), user: z.string().nullable() });
export type ActionAnswer = z.infer<typeof actionAnswerSchema>;

/** Sent to open pages: which parts of what they show have changed. */
export const liveTopicSchema = z.enum(['state', 'mail', 'journal', 'people']);
export const liveEventSchema = z.object({ topics: z.array(liveTopicSchema) });
export type LiveTopic = z.infer<typeof liveTopicSchema>;
