import type { Content, Ephemeral, Message } from './message.ts';
import type { Workspace } from './workspace.ts';

/** What a message is besides its content. */
export interface PostOptions {
  user: string;
  fromApp: boolean;
  metadata?: Message['metadata'];
  threadTs?: string | null;
}

export function postMessage(workspace: Workspace, channel: string, content: Content, options: PostOptions): Message {
  const message: Message = {
    ...content,
    channel,
    ts: workspace.timestamps.next(),
    user: options.user,
    fromApp: options.fromApp,
    metadata: options.metadata ?? null,
    threadTs: options.threadTs ?? null,
    editedTs: null,
    edits: [],
  };
  workspace.messages.add(message);
  workspace.changes.emit({ type: 'message', channel, ts: message.ts, what: 'posted' });
  return message;
}

export function editMessage(
  workspace: Workspace,
  message: Message,
  content: Content & { metadata?: Message['metadata'] },
): Message {
  const edited = workspace.messages.edit(message, content, workspace.timestamps.next());
  workspace.changes.emit({ type: 'message', channel: message.channel, ts: message.ts, what: 'edited' });
  return edited;
}

export function deleteMessage(workspace: Workspace, message: Message): void {
  workspace.messages.delete(message);
  workspace.changes.emit({ type: 'message', channel: message.channel, ts: message.ts, what: 'deleted' });
}

export function postEphemeral(
  workspace: Workspace,
  channel: string,
  viewer: string,
  content: Content,
  from: Ephemeral['from'] = 'app',
): Ephemeral {
  const ephemeral: Ephemeral = { ...content, channel, viewer, from, ts: workspace.timestamps.next() };
  workspace.messages.addEphemeral(ephemeral);
  workspace.changes.emit({ type: 'ephemeral', viewer, channel, ts: ephemeral.ts });
  return ephemeral;
}

/** Replaces what one person sees, or takes it away with `null`. */
export function replaceEphemeral(workspace: Workspace, before: Ephemeral, content: Content | null): void {
  workspace.messages.replaceEphemeral(before, content);
  workspace.changes.emit({ type: 'ephemeral', viewer: before.viewer, channel: before.channel, ts: before.ts });
}
