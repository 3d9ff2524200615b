import type { ShownMessage } from '../../protocol/conversation.ts';
import type { PageState } from '../../protocol/state.ts';

/** Takes over the objects of messages that are still the same, so that only what changed is drawn again. */
export function keepMessages(before: PageState | null, after: PageState): PageState {
  const old = before?.conversation;
  if (!old || !after.conversation || old.id !== after.conversation.id || before.me.id !== after.me.id) return after;
  const known = new Map(old.messages.map((message): [string, ShownMessage] => [message.ts, message]));
  const messages = after.conversation.messages.map((message) => {
    const same = known.get(message.ts);
    return same?.version === message.version ? same : message;
  });
  return { ...after, conversation: { ...after.conversation, messages } };
}
