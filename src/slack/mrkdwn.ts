import type { Person } from '../domain/member.ts';

/** Names are shown up to this length: long enough for people, short enough for every limit of Slack. */
const NAME_LIMIT = 80;

/** Characters that turn the direction of the text around them, and other invisible controls. */
const CONTROLS = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Slack's formatting characters and what looks like them, so that a name cannot start bold text or code. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };

/** Makes `&`, `<` and `>` text: what people typed can then neither mention anybody nor make a link. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Cuts to `limit` UTF-16 units, with an ellipsis, never through a character. Nobody says whether Slack counts units
 * or code points; units are never fewer.
 */
export function truncate(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  return `${cut.replace(/[\ud800-\udbff]$/u, '')}…`;
}

/** The same for mrkdwn, where a cut through `<…>` or `&amp;` would leave broken markup. */
export function truncateMrkdwn(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = truncate(text, limit).slice(0, -1);
  return `${cut.replace(/(?:<[^<>]*|&[a-z]*)$/, '')}…`;
}

function tidy(typed: string, limit: number): string {
  const line = typed.toWellFormed().replace(CONTROLS, ' ').replace(/\s+/g, ' ').trim();
  return truncate(line, limit);
}

/** A name as plain text, on one line. */
export function plainName(typed: string, fallback = 'somebody without a name'): string {
  return tidy(typed, NAME_LIMIT) || fallback;
}

/** A name inside of mrkdwn. */
export function escapeName(typed: string, fallback?: string): string {
  return escapeText(plainName(typed, fallback)).replace(/[*_~`]/g, (character) => LOOK_ALIKES[character] ?? '');
}

/** Free text that somebody typed, as a quotation in mrkdwn. */
export function quote(typed: string, limit: number): string {
  return `> ${escapeName(tidy(typed, limit), '…')}`;
}

/** Somebody in blocks: a mention shows the current name, and pings nobody in a modal or in somebody else's messages. */
export function mention(person: Pick<Person, 'slackUserId' | 'name'>): string {
  return person.slackUserId === null ? escapeName(person.name) : `<@${person.slackUserId}>`;
}

/** Somebody in the top-level text, which notifications and screen readers use as it is. */
export function named(person: Pick<Person, 'name'>): string {
  return escapeName(person.name);
}
