import type { ConversationSummary } from '../../protocol/conversation.ts';
import { AppAvatar } from '../people/avatar.tsx';
import { Icon } from '../ui/icon.tsx';

/** What stands above the first message. */
export function Beginning({ summary }: { summary: ConversationSummary }) {
  const isApp = summary.type === 'app';
  return (
    <div className="beginning">
      <span className="beginning-mark">{isApp ? <AppAvatar /> : <Icon name="channel" />}</span>
      <h2>{isApp ? summary.name : `#${summary.name}`}</h2>
      <p>
        {isApp
          ? `This is the very beginning of your direct messages with ${summary.name}. Type\u00a0/ to see what it can do.`
          : 'Everybody in the workspace but guests is here. Commands work here too; their answers are private.'}
      </p>
    </div>
  );
}
