import { z } from 'zod';

/** A conversation: a channel, or the direct messages between the bot and one person. */
export const channelSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('channel'),
    id: z.string(),
    name: z.string(),
    isPrivate: z.boolean(),
    /** `everyone` is every active human of the workspace who is no guest. */
    members: z.union([z.literal('everyone'), z.array(z.string())]),
    hasBot: z.boolean(),
    created: z.number(),
  }),
  z.object({ type: z.literal('im'), id: z.string(), user: z.string(), created: z.number() }),
]);

export type Channel = z.infer<typeof channelSchema>;

export interface ChannelInput {
  id?: string;
  name: string;
  isPrivate?: boolean;
  members?: 'everyone' | string[];
  hasBot?: boolean;
}

/** The name that payloads give a conversation. */
export function channelName(channel: Channel): string {
  if (channel.type === 'im') return 'directmessage';
  return channel.isPrivate ? 'privategroup' : channel.name;
}
