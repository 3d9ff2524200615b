const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\s]+/gu;
// Overrides and isolates would turn the rest of the sentence round; marks without end climb over other lines.
const DIRECTION_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Where mail clients would make a link of plain text: `evil.example`, `a@b.example`, `http://`. */
const LINK_JOINT = /(?<=[\p{L}\p{N}])[.@](?=[\p{L}\p{N}])|:(?=\/\/)/gu;
const ZERO_WIDTH_SPACE = '\u200b';

/** Of UTF-16: a family of emoji has eleven, a hostile pile of marks any number. */
const MAX_UNITS_PER_CHARACTER = 16;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function shorten(text: string, maxLength: number): string {
  const parts = Array.from(graphemes.segment(text), (part) => part.segment);
  return parts.length <= maxLength ? text : `${parts.slice(0, maxLength - 1).join('')}…`;
}

/**
 * Text that a person typed, made safe to stand in a sentence or a subject: one line, no direction tricks, at most
 * `maxLength` characters, and nothing in it becomes a link. HTML escaping is React's work.
 */
export function typed(text: string, maxLength = 80): string {
  // Nothing that long is read to its end: what nobody will see need not be cleaned.
  const seen = text.slice(0, maxLength * MAX_UNITS_PER_CHARACTER);
  const oneLine = seen.replace(CONTROLS, ' ').replace(DIRECTION_CONTROLS, '').replace(STACKED_MARKS, '$1').trim();
  const short = shorten(oneLine, maxLength).replace(LINK_JOINT, `$&${ZERO_WIDTH_SPACE}`);
  return RIGHT_TO_LEFT.test(short) ? `\u2068${short}\u2069` : short;
}
