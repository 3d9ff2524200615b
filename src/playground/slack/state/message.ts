import { z } from 'zod';
import type { JsonObject } from '../json.ts';

const object = z.record(z.string(), z.unknown());

export const contentSchema = z.object({
  text: z.string(),
  blocks: z.array(object),
  attachments: z.array(object),
});
/** What people read in a message. */
export type Content = z.infer<typeof contentSchema>;

export const messageSchema = contentSchema.extend({
  channel: z.string(),
  ts: z.string(),
  user: z.string(),
  fromApp: z.boolean(),
  metadata: object.nullable(),
  threadTs: z.string().nullable(),
  editedTs: z.string().nullable(),
  /** What it said before, oldest first. */
  edits: z.array(contentSchema),
});
export type Message = z.infer<typeof messageSchema>;

/** Shown to one person and gone after a reload: nobody else and no method of the Web API sees it. */
export const ephemeralSchema = contentSchema.extend({
  channel: z.string(),
  ts: z.string(),
  viewer: z.string(),
  /** `slackbot` where Slack itself speaks, as for a command that failed. */
  from: z.enum(['app', 'slackbot']),
});
export type Ephemeral = z.infer<typeof ephemeralSchema>;

/** The app, as messages name it. */
export interface AppIdentity {
  teamId: string;
  appId: string;
  botId: string;
  botUserId: string;
}

/** The message object of the Web API and of payloads. */
export function toSlackMessage(message: Message, app: AppIdentity, withMetadata: boolean): JsonObject {
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    ...(message.fromApp && { bot_id: app.botId, app_id: app.appId }),
    text: message.text,
    team: app.teamId,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.attachments.length > 0 && { attachments: message.attachments }),
    ...(message.threadTs !== null && { thread_ts: message.threadTs }),
    ...(message.editedTs !== null && { edited: { user: message.user, ts: message.editedTs } }),
    ...(withMetadata && message.metadata !== null && { metadata: message.metadata }),
  };
}
