import type { Answer } from './provider.ts';

function positive(text: string | null): number | null {
  const number = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) && number >= 0 ? number : null;
}

/** The server's own clock where it shows it, so that a wrong clock here neither hurries nor idles. */
function serverNow(headers: Headers): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? Date.now() : date;
}

/** `Retry-After` is seconds or a date (RFC 9110, section 10.2.3). */
function readRetryAfter(headers: Headers): number | null {
  const text = headers.get('retry-after');
  const seconds = positive(text);
  if (seconds !== null) return seconds * 1_000;
  const date = Date.parse(text ?? '');
  return Number.isNaN(date) ? null : Math.max(date - serverNow(headers), 0);
}

/** When the window ends, in seconds since 1970: `x-ratelimit-reset` at GitHub, `x-rate-limit-reset` at Okta. */
function readReset(headers: Headers): number | null {
  const seconds = positive(headers.get('x-ratelimit-reset') ?? headers.get('x-rate-limit-reset'));
  return seconds === null ? null : Math.max(seconds * 1_000 - serverNow(headers), 0);
}

/** How many questions are left in the window of the answer, and of how many; `null` where it does not say. */
export function readAllowance({ headers }: Answer): { left: number; of: number; resetMs: number } | null {
  const left = positive(headers.get('x-ratelimit-remaining') ?? headers.get('x-rate-limit-remaining'));
  const of = positive(headers.get('x-ratelimit-limit') ?? headers.get('x-rate-limit-limit'));
  const resetMs = readReset(headers);
  return left === null || of === null || resetMs === null ? null : { left, of, resetMs };
}

/** How long a limited answer asks to wait, in milliseconds; `null` when it does not say. */
export function readDelay({ headers }: Answer): number | null {
  const retryAfter = readRetryAfter(headers);
  if (retryAfter !== null) return retryAfter;
  const left = positive(headers.get('x-ratelimit-remaining') ?? headers.get('x-rate-limit-remaining'));
  // A secondary limit comes while the window still has room: its end says nothing about that.
  return left !== null && left > 0 ? null : readReset(headers);
}
