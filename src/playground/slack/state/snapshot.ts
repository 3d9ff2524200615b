import { z } from 'zod';
import { channelSchema } from './channel.ts';
import { ephemeralSchema, messageSchema } from './message.ts';
import { personSchema } from './person.ts';
import { viewSchema } from './view.ts';
import type { Workspace } from './workspace.ts';

const snapshotSchema = z.object({
  version: z.literal(1),
  lastId: z.number(),
  people: z.array(personSchema),
  channels: z.array(channelSchema),
  userGroups: z.array(
    z.object({ id: z.string(), handle: z.string(), users: z.array(z.string()), disabled: z.boolean() }),
  ),
  messages: z.array(messageSchema),
  ephemerals: z.array(ephemeralSchema),
  homes: z.array(z.object({ owner: z.string(), view: viewSchema })),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** What a workspace keeps over a restart. Open modals close with it, and triggers and response URLs lapse. */
export function takeSnapshot(workspace: Workspace): Snapshot {
  return {
    version: 1,
    lastId: workspace.ids.last,
    people: workspace.people.all(),
    channels: [...workspace.channels.values()],
    userGroups: [...workspace.userGroups.values()].map((group) => ({ ...group, users: [...group.users] })),
    messages: workspace.messages.all(),
    ephemerals: workspace.messages.allEphemerals(),
    homes: [...workspace.views.homes.values()].map(({ owner, view }) => ({ owner, view })),
  };
}

/** Replaces everything in the workspace by what a snapshot (parsed JSON) has. Throws when it is none. */
export function restoreSnapshot(workspace: Workspace, json: unknown): void {
  const snapshot = snapshotSchema.parse(json);
  workspace.reset();
  workspace.ids.continueFrom(snapshot.lastId);
  for (const person of snapshot.people) workspace.people.put(person);
  for (const channel of snapshot.channels) workspace.putChannel(channel);
  for (const group of snapshot.userGroups) workspace.userGroups.set(group.id, group);
  for (const message of snapshot.messages) {
    workspace.messages.add(message);
    workspace.timestamps.continueFrom(message.ts);
  }
  for (const ephemeral of snapshot.ephemerals) workspace.messages.addEphemeral(ephemeral);
  for (const home of snapshot.homes) workspace.views.showHome({ ...home, errors: {} });
  workspace.changes.emit({ type: 'restored' });
}
