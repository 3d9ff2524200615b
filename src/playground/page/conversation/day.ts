import type { ShownMessage } from '../../protocol/conversation.ts';

const DAY_MS = 86_400_000;

/** The day on which a message was sent, as the reader's calendar has it: `2026-03-29`. */
export function dayOf(ts: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date(Number(ts) * 1000));
}

/** `Today`, `Yesterday` or the day's name. */
export function describeDay(day: string, today: string): string {
  const daysAgo = (Date.parse(today) - Date.parse(day)) / DAY_MS;
  if (daysAgo === 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  const options = { timeZone: 'UTC', weekday: 'long', month: 'long', day: 'numeric' } as const;
  return new Intl.DateTimeFormat('en-US', options).format(new Date(`${day}T12:00:00Z`));
}

/** Messages of one day together, in their order. */
export function groupByDay(messages: readonly ShownMessage[], timeZone: string) {
  const days: { day: string; messages: ShownMessage[] }[] = [];
  for (const message of messages) {
    const day = dayOf(message.ts, timeZone);
    const last = days.at(-1);
    if (last?.day === day) last.messages.push(message);
    else days.push({ day, messages: [message] });
  }
  return days;
}
