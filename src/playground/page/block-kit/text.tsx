import { Mrkdwn } from '../mrkdwn/mrkdwn.tsx';
import { withEmoji } from '../mrkdwn/with-emoji.ts';
import type { TextObject } from './types.ts';

/** A text object of Block Kit. */
export function Text({ text }: { text: TextObject }) {
  return text.type === 'mrkdwn' ? <Mrkdwn text={text.text} /> : <span className="plain">{withEmoji(text.text)}</span>;
}
