import { memo, useMemo } from 'react';
import type { ShownMessage } from '../../protocol/conversation.ts';
import { Blocks } from '../block-kit/blocks.tsx';
import { SurfaceContext } from '../block-kit/surface.ts';
import { Mrkdwn } from '../mrkdwn/mrkdwn.tsx';
import { AppAvatar, Avatar } from '../people/avatar.tsx';
import type { Session } from '../state/session.ts';
import { useMessageSurface } from '../state/use-message-surface.ts';
import { Attachments } from './attachments.tsx';
import { MessageHead } from './message-head.tsx';

interface MessageProps {
  message: ShownMessage;
  channel: string;
  act: Session['act'];
}

function Content({ message }: { message: ShownMessage }) {
  return (
    <>
      {message.blocks.length > 0 ? <Blocks blocks={message.blocks} /> : <Mrkdwn text={message.text} />}
      <Attachments attachments={message.attachments} />
      {message.edited && <span className="message-edited">(edited)</span>}
    </>
  );
}

/** One message. Drawn again only when it changed. */
export const Message = memo(function Message({ message, channel, act }: MessageProps) {
  const { ts, ephemeral, version, from } = message;
  const place = useMemo(
    () => ({ type: ephemeral ? 'ephemeral' : 'message', channel, ts }) as const,
    [ephemeral, channel, ts],
  );
  const surface = useMessageSurface(act, place, version);
  return (
    <article className={ephemeral ? 'message message-ephemeral' : 'message'} data-ts={ts}>
      {from.type === 'app' ? <AppAvatar /> : <Avatar id={from.id} name={from.name} />}
      <div className="message-body">
        <MessageHead message={message} />
        <SurfaceContext value={surface}>
          <Content message={message} />
        </SurfaceContext>
        {ephemeral && <p className="message-only-you">Only visible to you</p>}
      </div>
    </article>
  );
});
