import type { JournalPage, JournalEntry as ShownEntry } from '../protocol/journal.ts';
import type { JournalEntry } from '../slack/journal.ts';
import { isObject } from '../slack/json.ts';
import type { Parts } from './parts.ts';

function showEntry({ id, at, direction, what, args, status, answer, ms }: JournalEntry): ShownEntry {
  const error = isObject(answer) && answer['ok'] === false ? String(answer['error']) : null;
  const ok = error === null && (status === null || status < 400);
  return {
    id,
    at,
    direction: direction === 'to-slack' ? 'from_app' : 'to_app',
    name: what,
    outcome: error ?? (status === null ? 'sent' : status < 400 ? 'ok' : `HTTP ${status}`),
    ok,
    durationMs: ms,
    request: args,
    response: answer,
  };
}

/** The calls between app and Slack, newest first. */
export function showJournal({ slack }: Parts, limit: number): JournalPage {
  const entries = slack.journal.entries();
  return { entries: entries.slice(-limit).reverse().map(showEntry), hasEarlier: entries.length > limit };
}
