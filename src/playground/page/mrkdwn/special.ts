import type { Inline } from './nodes.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Slack escapes these three and no others. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** Only these lead somewhere; `javascript:` and its kin stay text. */
export function isSafeUrl(url: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(url);
}

function splitLabel(body: string): [value: string, label: string | null] {
  const bar = body.indexOf('|');
  return bar < 0 ? [body, null] : [body.slice(0, bar), decodeEntities(body.slice(bar + 1))];
}

function parseDate(body: string): Inline | null {
  const [value, fallback] = splitLabel(body);
  const [, seconds = '', format = '', url] = value.split('^');
  if (!/^\d{1,11}$/.test(seconds) || format === '') return null;
  const link = url === undefined ? null : decodeEntities(url);
  return {
    type: 'date',
    seconds: Number(seconds),
    format: decodeEntities(format),
    url: link !== null && isSafeUrl(link) ? link : null,
    fallback: fallback ?? '',
  };
}

function parseBang(body: string): Inline | null {
  if (body.startsWith('date^')) return parseDate(body);
  const [value, label] = splitLabel(body);
  if (value.startsWith('subteam^')) return { type: 'group', label: label ?? '@group' };
  return ['here', 'channel', 'everyone'].includes(value) ? { type: 'broadcast', range: value } : null;
}

/** What stands between `<` and `>`, or `null` when that is nothing special and stays text. */
export function parseSpecial(body: string): Inline | null {
  const [value, label] = splitLabel(body.slice(1));
  switch (body[0]) {
    case '@':
      return /^[UW][A-Z0-9]+$/.test(value) ? { type: 'person', id: value, label } : null;
    case '#':
      return /^[CDG][A-Z0-9]+$/.test(value) ? { type: 'channel', id: value, label } : null;
    case '!':
      return parseBang(body.slice(1));
    default: {
      const [target, text] = splitLabel(body);
      const url = decodeEntities(target);
      return isSafeUrl(url) ? { type: 'link', url, label: text ?? url.replace(/^mailto:/i, '') } : null;
    }
  }
}
