import type { HistoryRow } from '../../service/screens/screens.ts';
import { AT_DEADLINE_WORDS, CADENCE_WORDS, CHANNEL_WORDS } from './campaigns.ts';
import { people } from './counts.ts';

type Details = HistoryRow['details'];

function numberOf(details: Details, key: string): number {
  const value = details[key];
  return typeof value === 'number' ? value : 0;
}

/** The words of ours for what was chosen; nothing for what this version does not know. */
function lookUp(words: Readonly<Record<string, string>>, key: unknown): string[] {
  return Object.entries(words).flatMap(([known, word]) => (known === key ? [word.toLowerCase()] : []));
}

const CADENCES = Object.fromEntries(Object.entries(CADENCE_WORDS).map(([type, { label }]) => [type, label]));

function audience(details: Details): string {
  const excepted = numberOf(details, 'excepted');
  const but = excepted === 0 ? '' : ` except ${excepted}`;
  switch (details['audience']) {
    case 'people':
      return `for ${people(numberOf(details, 'people'))}${but}`;
    case 'usergroup':
      return `for a user group${but}`;
    default:
      return `for everyone${but}`;
  }
}

/** `for everyone except 2, until 2026-04-30, standard, direct message, at the deadline: nothing`. */
export function campaignDrafted(details: Details): string {
  const until = String(details['deadline'] ?? '').slice(0, 10);
  const atDeadline = lookUp(AT_DEADLINE_WORDS, details['atDeadline']).map((words) => `at the deadline: ${words}`);
  return [
    audience(details),
    ...(/^\d{4}-\d\d-\d\d$/.test(until) ? [`until ${until}`] : []),
    ...lookUp(CADENCES, details['cadence']),
    ...lookUp(CHANNEL_WORDS, details['channels']),
    ...atDeadline.map((words) => words.replace(/\bmfa\b/g, 'MFA')),
  ].join(', ');
}

/** How far it had come then. */
export function campaignCounted(details: Details): string {
  const reminded = numberOf(details, 'reminded');
  return `${numberOf(details, 'enabled')} of ${people(numberOf(details, 'enrolled'))} had MFA, ${reminded} reminded`;
}
