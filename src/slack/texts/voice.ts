import type { Person } from '../../domain/member.ts';
import type { Doer } from '../../domain/message.ts';
import { slackDate, writeDate } from '../dates.ts';
import { mention, named } from '../mrkdwn.ts';

/** The same sentence twice: with mentions and local times in blocks, with names and UTC in the top-level text. */
export interface Voice {
  who(person: Pick<Person, 'slackUserId' | 'name'>): string;
  when(date: Date): string;
}

export const BLOCK_VOICE: Voice = { who: mention, when: slackDate };
export const TEXT_VOICE: Voice = { who: named, when: (date) => writeDate(date, 'utc') };

/** Who did something, at the start of a sentence or inside of it. */
export function doer(by: Doer, voice: Voice): string {
  switch (by.type) {
    case 'person':
      return voice.who(by.person);
    case 'server':
      return 'Somebody at the command line of the server';
    case 'muster':
      return 'Muster';
  }
}

const NAMES_LIMIT = 20;

/** `Ada, Ben and 3 more`. */
export function nameList(persons: readonly Person[], total: number, voice: Voice): string {
  const shown = persons.slice(0, NAMES_LIMIT).map((person) => voice.who(person));
  const more = total - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
