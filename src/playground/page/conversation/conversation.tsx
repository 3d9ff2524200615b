import { useEffect } from 'react';
import type { ConversationSummary } from '../../protocol/conversation.ts';
import { useSession } from '../state/session.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';

function Empty({ summary }: { summary: ConversationSummary }) {
  const text =
    summary.type === 'app'
      ? `This is the very beginning of your direct messages with ${summary.name}. Type / to see what it can do.`
      : `Nobody has written in #${summary.name} yet.`;
  return <p className="empty empty-conversation">{text}</p>;
}

/** A conversation of the person: what was said, and a box to answer. */
export function ConversationView({ summary }: { summary: ConversationSummary }) {
  const { state, act } = useSession();
  const { conversation } = state;
  const { id, unread } = summary;
  useEffect(() => {
    if (unread > 0) void act({ type: 'read', channel: id });
  }, [act, id, unread]);
  const title = summary.type === 'app' ? summary.name : `#${summary.name}`;
  const isShown = conversation?.id === id;
  return (
    <div className="conversation">
      {isShown && conversation.messages.length > 0 ? (
        <MessageList key={`${state.me.id} ${id}`} conversation={conversation} title={title} />
      ) : (
        <Empty summary={summary} />
      )}
      <Composer key={`composer ${state.me.id} ${id}`} channel={id} title={title} />
    </div>
  );
}
