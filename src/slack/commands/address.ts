import { z } from 'zod';

/** Slack writes an address in a command as `<mailto:ann@example.org|ann@example.org>`, or leaves it as it was typed. */
const MAILTO = /^<mailto:([^|>]+)(?:\|[^>]*)?>$/i;
/** RFC 5321: a path has 256 characters, two of them brackets. */
const ADDRESS_LIMIT = 254;

const address = z.email().max(ADDRESS_LIMIT);

/** One address and nothing else; `null` for what is none. */
export function parseAddress(text: string): string | null {
  const [, inside] = MAILTO.exec(text.trim()) ?? [];
  return address.safeParse((inside ?? text).trim().normalize('NFC')).data ?? null;
}

export const NO_ADDRESS =
  'That is no email address that mail can go to. Please write it like name@example.org, one at a time.';
