const DAY_MS = 86_400_000;

interface Context {
  now: Date;
  timeZone: string;
}

function format(date: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { timeZone, ...options }).format(date);
}

function dayNumber(date: Date, timeZone: string): number {
  const [year, month, day] = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(date).split('-').map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day) / DAY_MS;
}

function prettyDay(date: Date, { now, timeZone }: Context): string | null {
  const days = dayNumber(date, timeZone) - dayNumber(now, timeZone);
  return { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[String(days)] ?? null;
}

const AGO_STEPS = [
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function ago(date: Date, now: Date): string {
  const distance = date.getTime() - now.getTime();
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const step = AGO_STEPS.find(([, ms]) => Math.abs(distance) >= ms);
  return step ? words.format(Math.round(distance / step[1]), step[0]) : 'just now';
}

type Write = (date: Date, context: Context) => string;
const long: Write = (date, { timeZone }) =>
  format(date, timeZone, { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' });
const medium: Write = (date, { timeZone }) =>
  format(date, timeZone, { month: 'long', day: 'numeric', year: 'numeric' });
const short: Write = (date, { timeZone }) =>
  format(date, timeZone, { month: 'short', day: 'numeric', year: 'numeric' });

const TOKENS: ReadonlyMap<string, Write> = new Map([
  ['date_num', (date, { timeZone }) => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(date)],
  ['date', medium],
  ['date_short', short],
  ['date_long', long],
  ['date_pretty', (date, context) => prettyDay(date, context) ?? medium(date, context)],
  ['date_short_pretty', (date, context) => prettyDay(date, context) ?? short(date, context)],
  ['date_long_pretty', (date, context) => prettyDay(date, context) ?? long(date, context)],
  ['time', (date, { timeZone }) => format(date, timeZone, { hour: 'numeric', minute: '2-digit' })],
  [
    'time_secs',
    (date, { timeZone }) => format(date, timeZone, { hour: 'numeric', minute: '2-digit', second: '2-digit' }),
  ],
  ['ago', (date, { now }) => ago(date, now)],
]);

/** Writes `{date_short} at {time}` for the person who looks; an unknown token means the fallback, as in Slack. */
export function formatSlackDate(seconds: number, pattern: string, fallback: string, context: Context): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return fallback;
  const used = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, token = '']) => token);
  if (used.length === 0 || used.some((token) => !TOKENS.has(token))) return fallback;
  return pattern.replace(/\{(\w+)\}/g, (_, token: string) => TOKENS.get(token)?.(date, context) ?? '');
}
