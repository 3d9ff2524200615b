import { useMemo } from 'react';
import type { Conversation } from '../../protocol/conversation.ts';
import { useReader } from '../state/reader.ts';
import { useSession } from '../state/session.ts';
import { describeDay, groupByDay } from './day.ts';
import { Message } from './message.tsx';

/** The messages, the newest at the bottom, where the list stays while new ones arrive. */
export function MessageList({ conversation, title }: { conversation: Conversation; title: string }) {
  const { act, loadEarlier } = useSession();
  const { timeZone } = useReader();
  const days = useMemo(() => groupByDay(conversation.messages, timeZone), [conversation.messages, timeZone]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keyboard
    <div className="messages" role="log" aria-label={`Messages in ${title}`} tabIndex={0}>
      <div className="messages-content">
        {conversation.hasEarlier && (
          <button type="button" className="button load-earlier" onClick={loadEarlier}>
            Load earlier messages
          </button>
        )}
        {days.map(({ day, messages }) => (
          <section key={day} className="day" aria-label={describeDay(day)}>
            <h2 className="day-name">
              <span>{describeDay(day)}</span>
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
