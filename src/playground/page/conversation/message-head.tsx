import type { ShownMessage } from '../../protocol/conversation.ts';
import { useReader } from '../state/reader.ts';

function Time({ ts }: { ts: string }) {
  const { timeZone } = useReader();
  const date = new Date(Number(ts) * 1000);
  const text = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit' }).format(date);
  const title = new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'full', timeStyle: 'medium' }).format(date);
  return (
    <time className="message-time" dateTime={date.toISOString()} title={title}>
      {text}
    </time>
  );
}

/** Who speaks, and when. */
export function MessageHead({ message }: { message: ShownMessage }) {
  return (
    <div className="message-head">
      <span className="message-author">{message.from.name}</span>
      {message.from.type === 'app' && <span className="app-tag">App</span>}
      <Time ts={message.ts} />
    </div>
  );
}
