/** How values are stored. The same on SQLite and PostgreSQL, so that one query serves both. */

/** A moment in UTC with milliseconds, as ISO 8601 text: it sorts as it reads, on both databases. */
export type Instant = `${string}T${string}Z`;
/** A truth value: 0 or 1, on both databases. */
export type Flag = 0 | 1;
/** JSON as text; parsed by a zod schema where it is read. */
export type Json = string;

function isInstant(text: string): text is Instant {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text);
}

export function toInstant(date: Date): Instant {
  const text = date.toISOString();
  if (!isInstant(text)) throw new RangeError(`not a moment between the years 0 and 9999: ${text}`);
  return text;
}

export function fromInstant(instant: Instant): Date {
  return new Date(instant);
}

export function toInstantOrNull(date: Date | null): Instant | null {
  return date === null ? null : toInstant(date);
}

export function fromInstantOrNull(instant: Instant | null): Date | null {
  return instant === null ? null : fromInstant(instant);
}

export function toFlag(value: boolean): Flag {
  return value ? 1 : 0;
}

/** Names sort alike on both databases by this key, whatever their collation. */
export function toSortKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** What email addresses are matched by. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}
