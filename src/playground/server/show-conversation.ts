import { createHash } from 'node:crypto';
import type { Conversation, ShownMessage } from '../protocol/conversation.ts';
import type { Content, Ephemeral, Message } from '../slack/state/message.ts';
import type { Parts } from './parts.ts';

function contentOf({ text, blocks, attachments }: Content): Content {
  return { text, blocks, attachments };
}

function showMessage({ people, appName }: Parts, message: Message): ShownMessage {
  const { ts, user, fromApp, editedTs } = message;
  return {
    ts,
    version: editedTs ?? ts,
    from: fromApp
      ? { type: 'app', id: user, name: appName }
      : { type: 'person', id: user, name: people.find(user)?.real_name ?? user },
    ...contentOf(message),
    edited: editedTs !== null,
    ephemeral: false,
  };
}

function showEphemeral({ appName }: Parts, ephemeral: Ephemeral): ShownMessage {
  const content = contentOf(ephemeral);
  return {
    ts: ephemeral.ts,
    // An ephemeral message is replaced without a trace of when.
    version: createHash('sha1').update(JSON.stringify(content)).digest('base64'),
    from:
      ephemeral.from === 'app'
        ? { type: 'app', id: 'app', name: appName }
        : { type: 'slackbot', id: 'USLACKBOT', name: 'Slackbot' },
    ...content,
    edited: false,
    ephemeral: true,
  };
}

/** The newest messages of a conversation, those included that only this person sees. */
export function showConversation(parts: Parts, user: string, channel: string, limit: number): Conversation {
  const said = parts.slack.messages(channel);
  const whispered = parts.slack.lookAt(user).ephemerals.filter((one) => one.channel === channel);
  const all = [...said, ...whispered].sort((one, other) => (one.ts < other.ts ? -1 : 1));
  const messages = all
    .slice(-limit)
    .map((one) => ('viewer' in one ? showEphemeral(parts, one) : showMessage(parts, one)));
  return { id: channel, messages, hasEarlier: all.length > limit };
}
