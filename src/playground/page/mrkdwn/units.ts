import { EMOJI } from './emoji.ts';
import type { Inline } from './nodes.ts';
import { decodeEntities, parseSpecial } from './special.ts';

/** One character, or something that styles cannot cut in two. */
export type Unit = { type: 'char'; char: string; escaped: boolean } | { type: 'node'; node: Inline };

interface Rule {
  pattern: RegExp;
  read: (match: RegExpExecArray) => Unit | null;
}

function node(inline: Inline | null): Unit | null {
  return inline && { type: 'node', node: inline };
}

const TRAILING = /[.,:;!?'")\]}*_~]+$/;

/** Tried in this order at each place. The patterns are sticky and cannot backtrack over more than one run. */
const RULES: readonly Rule[] = [
  { pattern: /`([^`\n]+)`/y, read: ([, code = '']) => node({ type: 'code', text: decodeEntities(code) }) },
  { pattern: /<([^<>\n]{1,4000})>/y, read: ([, body = '']) => node(parseSpecial(body)) },
  {
    pattern: /&(?:amp|lt|gt);/y,
    read: ([entity]) => ({ type: 'char', char: decodeEntities(entity), escaped: true }),
  },
  {
    pattern: /:([a-z0-9_+-]{1,40}):/y,
    read: ([, name = '']) => {
      const emoji = EMOJI.get(name);
      return emoji === undefined ? null : node({ type: 'text', text: emoji });
    },
  },
];

const BARE_URL = /https?:\/\/[^\s<>|]{1,2000}/y;

function readUrl(text: string, at: number): { unit: Unit; length: number } | null {
  if (text[at] !== 'h' || /\w/.test(text[at - 1] ?? '')) return null;
  BARE_URL.lastIndex = at;
  const match = BARE_URL.exec(text)?.[0].replace(TRAILING, '');
  if (match === undefined || match.length < 10) return null;
  const url = decodeEntities(match);
  return { unit: { type: 'node', node: { type: 'link', url, label: url } }, length: match.length };
}

function readAt(text: string, at: number): { unit: Unit; length: number } | null {
  for (const { pattern, read } of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const unit = match && read(match);
    if (match && unit) return { unit, length: match[0].length };
  }
  return readUrl(text, at);
}

const SPECIAL = new Set('`<&:h');

/** Takes a text apart into characters and into what is one piece: code, mentions, links, emoji. */
export function toUnits(text: string): Unit[] {
  const units: Unit[] = [];
  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? '';
    const found = SPECIAL.has(char) ? readAt(text, at) : null;
    units.push(found?.unit ?? { type: 'char', char, escaped: false });
    at += found?.length ?? 1;
  }
  return units;
}
