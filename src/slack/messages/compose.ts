import { context, type MusterBlock, type SlackMessage, section } from '../blocks.ts';
import { truncateMrkdwn } from '../mrkdwn.ts';
import { BLOCK_VOICE, TEXT_VOICE, type Voice } from '../texts/voice.ts';

/** `chat.update` refuses a longer text. */
const MESSAGE_TEXT_LIMIT = 4000;

/** A message of paragraphs: the same sentences in the blocks and in the text, then what only blocks can show. */
export function compose(
  paragraphs: (voice: Voice) => readonly string[],
  more: readonly MusterBlock[] = [],
): SlackMessage {
  return {
    text: truncateMrkdwn(paragraphs(TEXT_VOICE).join('\n'), MESSAGE_TEXT_LIMIT),
    blocks: [...paragraphs(BLOCK_VOICE).map((paragraph) => section(paragraph)), ...more],
  };
}

/** A message of one paragraph, or of several that say the same in both places. */
export function say(...paragraphs: readonly string[]): SlackMessage {
  return compose(() => paragraphs);
}

/** Small print under a message. */
export function smallPrint(text: string): MusterBlock {
  return context(text);
}
