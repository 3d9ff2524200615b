import type { Inline, Paragraph } from './nodes.ts';
import { decodeEntities } from './special.ts';
import { styleUnits } from './styles.ts';
import { toUnits } from './units.ts';

const QUOTE = /^(?:>|&gt;) ?/;

export function parseInline(text: string): Inline[] {
  return styleUnits(toUnits(text));
}

function toParagraph(lines: readonly string[], quoted: boolean): Paragraph {
  const text = lines.map((line) => (quoted ? line.replace(QUOTE, '') : line)).join('\n');
  return { type: quoted ? 'quote' : 'lines', children: parseInline(text) };
}

function parseLines(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let run: string[] = [];
  let quoted = false;
  const flush = () => {
    if (run.length > 0) paragraphs.push(toParagraph(run, quoted));
    run = [];
  };
  for (const line of text.split('\n')) {
    if (QUOTE.test(line) !== quoted) {
      flush();
      quoted = !quoted;
    }
    run.push(line);
  }
  flush();
  return paragraphs;
}

/** Reads Slack's mrkdwn. Never throws: what it does not know stays text. */
export function parseMrkdwn(text: string): Paragraph[] {
  const parts = text.split('```');
  // An opening fence without its end is text.
  if (parts.length % 2 === 0) parts.push(`${parts.splice(-2, 1)[0] ?? ''}\`\`\`${parts.pop() ?? ''}`);
  return parts.flatMap((part, index): Paragraph[] => {
    if (index % 2 === 1) return [{ type: 'preformatted', text: decodeEntities(part.replace(/^\n|\n$/g, '')) }];
    // The line breaks around a fence belong to it.
    const begun = index > 0 ? part.replace(/^\n/, '') : part;
    const trimmed = index < parts.length - 1 ? begun.replace(/\n$/, '') : begun;
    return trimmed === '' ? [] : parseLines(trimmed);
  });
}
