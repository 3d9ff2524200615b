import { useEffect } from 'react';
import type { ConversationSummary } from '../../protocol/conversation.ts';
import { useSession } from '../state/session.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';

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
      <MessageList
        key={`${state.me.id} ${id}`}
        conversation={isShown ? conversation : { id, messages: [], hasEarlier: false }}
        summary={summary}
        title={title}
      />
      <Composer key={`composer ${state.me.id} ${id}`} channel={id} title={title} />
    </div>
  );
}
