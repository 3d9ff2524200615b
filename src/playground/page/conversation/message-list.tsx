import { useMemo } from 'react';
import type { Conversation, ConversationSummary } from '../../protocol/conversation.ts';
import { useReader } from '../state/reader.ts';
import { useSession } from '../state/session.ts';
import { Beginning } from './beginning.tsx';
import { dayOf, describeDay, groupByDay } from './day.ts';
import { Message } from './message.tsx';

interface MessageListProps {
  conversation: Conversation;
  summary: ConversationSummary;
  title: string;
}

/** The messages, the newest at the bottom, where the list stays while new ones arrive. */
export function MessageList({ conversation, summary, title }: MessageListProps) {
  const { act, loadEarlier } = useSession();
  const { timeZone, now } = useReader();
  const today = dayOf(String(now.getTime() / 1000), timeZone);
  const days = useMemo(() => groupByDay(conversation.messages, timeZone), [conversation.messages, timeZone]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keyboard
    <div className="messages" role="log" aria-label={`Messages in ${title}`} tabIndex={0}>
      <div className="messages-content">
        {!conversation.hasEarlier && <Beginning summary={summary} />}
        {conversation.hasEarlier && (
          <button type="button" className="button load-earlier" onClick={loadEarlier}>
            Load earlier messages
          </button>
        )}
        {days.map(({ day, messages }) => (
          <section key={day} className="day" aria-label={describeDay(day, today)}>
            <h2 className="day-name">
              <span>{describeDay(day, today)}</span>
            </h2>
            {messages.map((message) => (
              <Message key={message.ts} message={message} channel={conversation.id} act={act} />
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}
