import ms from 'ms';
import { z } from 'zod';

/** A text whose check answers with the problem as words, or `null`. The words never hold the text itself. */
function checkedText(findProblem: (text: string) => string | null) {
  return z.string({ error: 'is not set' }).superRefine((text, context) => {
    const problem = findProblem(text);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });
}

const TOKEN_KINDS: Readonly<Record<string, string>> = {
  'xoxb-': 'a bot token',
  'xapp-': 'an app-level token',
  'xoxp-': "a person's token",
};

/** A token of Slack's. Somebody who mixes two of them up is told which one is in the wrong place. */
export function slackToken(prefix: 'xoxb-' | 'xapp-' | 'xoxp-') {
  return checkedText((token) => {
    if (token.startsWith('xoxe')) return 'is a token that expires: turn token rotation off in the settings of the app';
    const other = TOKEN_KINDS[token.slice(0, 5)];
    if (token.startsWith(prefix)) return /^[\w.-]{6,}$/.test(token) ? null : 'has characters that no token has';
    return `must start with ${prefix}${other === undefined ? '' : `, but ${other} was put here`}`;
  });
}

export const signingSecret = checkedText((secret) => {
  if (Object.hasOwn(TOKEN_KINDS, secret.slice(0, 5))) return 'is a token, but a secret without a prefix belongs here';
  return /^[\x21-\x7e]+$/.test(secret) ? null : 'has characters that no signing secret has';
});

function hasHost(address: URL): boolean {
  // PostgreSQL on a Unix socket names it in the query.
  return address.hostname !== '' || (address.protocol.startsWith('postgres') && address.searchParams.has('host'));
}

/** An address with one of these schemes, such as `redis://`. */
export function addressOf(...schemes: readonly string[]) {
  return checkedText((text) => {
    if (!schemes.some((scheme) => text.toLowerCase().startsWith(scheme)))
      return `must start with ${schemes.join(' or ')}`;
    if (!URL.canParse(text)) {
      return 'cannot be read as an address: write special characters of the password in percent code, as %23 for #';
    }
    return hasHost(new URL(text)) ? null : 'names no host';
  });
}

export const mailSender = checkedText((sender) => {
  const address = /^[^<>\r\n]*<([^<>]+)>$/.exec(sender)?.[1] ?? sender;
  return z.regexes.html5Email.test(address) ? null : 'must be an email address, with or without a name before it';
});

export const port = checkedText((text) =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? null : 'must be a number from 0 to 65535',
).transform(Number);

export const host = checkedText((text) =>
  /^[\w.:%-]+$/.test(text) ? null : 'must be a name or an IP address, without a scheme, a port or a path',
);

/** A key, a token or a name without spaces, as it stands in a header or an address. */
export const word = checkedText((text) =>
  /^[\x21-\x7e]+$/.test(text) ? null : 'has characters that do not belong there',
);

export const email = checkedText((text) => (z.regexes.html5Email.test(text) ? null : 'must be an email address'));

function isDuration(text: string): text is `${number}` {
  return /^\d+(\.\d+)? ?[a-z]*$/i.test(text);
}

function durationMs(text: string): number | undefined {
  return isDuration(text) ? ms(text) : undefined;
}

/** A duration in words of `ms`, as milliseconds. A number alone is in milliseconds too. */
function durationBetween(min: ms.StringValue, max: ms.StringValue, examples: string) {
  return checkedText((text) => {
    const duration = durationMs(text);
    if (duration === undefined) return `must be a duration like ${examples}`;
    return duration >= ms(min) && duration <= ms(max) ? null : `must be between ${min} and ${max}`;
  }).transform((text) => durationMs(text) ?? Number.NaN);
}

export const readingInterval = durationBetween('1m', '7d', '15m or 1h');

export const lease = durationBetween('1s', '10m', '60s or 2m');

/** Repeats a word that a person mistyped, unless it could be a secret that slipped into the wrong line. */
function quote(word: string): string {
  return /^[a-z]{1,12}$/i.test(word) ? `“${word}”` : 'a name';
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
}

/** Names with commas between them, each one of `known`; at least one, each once, in the order of `known`. */
export function listOf<const Name extends string>(known: readonly Name[]) {
  return checkedText((text) => {
    const words = splitList(text);
    const unknown = words.find((word) => !known.some((name) => name === word));
    if (words.length > 0 && unknown === undefined) return null;
    const complaint = unknown === undefined ? 'names none' : `has ${quote(unknown)} that does not exist`;
    return `${complaint}; there is: ${known.join(', ')}`;
  }).transform((text) => known.filter((name) => splitList(text).includes(name)));
}

/** One of `known`, however it is capitalized. */
export function oneOf<const Name extends string>(known: readonly Name[]) {
  return z
    .string()
    .toLowerCase()
    .pipe(z.enum(known, { error: `must be one of ${known.join(', ')}` }));
}
