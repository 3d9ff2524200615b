import type { MailBlock, MailContent } from './mail-content.ts';

// The separator that mail clients know: what follows is dimmed, and left out of an answer.
const SIGNATURE = '-- ';

function blockText(block: MailBlock): string {
  switch (block.type) {
    case 'paragraph':
      return block.text;
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${value}`).join('\n');
    case 'action':
      return `${block.label}:\n${block.url}`;
  }
}

/** The text part, for people and programs that do not show HTML. Lines are not wrapped: the reader's window does that. */
export function mailText(content: MailContent): string {
  const body = [content.heading, ...content.blocks.map(blockText)];
  if (content.smallPrint.length > 0) body.push(content.smallPrint.join('\n'));
  return `${body.join('\n\n')}\n\n${SIGNATURE}\n${content.footer}\n`;
}
