import { useMemo, useState } from 'react';
import { type PersonCard, peoplePageSchema } from '../../protocol/person.ts';
import type { Command } from '../../protocol/state.ts';
import { getJson } from '../api/request.ts';
import { matchSuggestions, type Suggestion } from './usage.ts';

const MENTION = /(^|\s)@([\p{L}\p{N}._-]*)$/u;

function toSuggestion(typed: string, person: PersonCard): Suggestion {
  return {
    label: person.name,
    insert: typed.replace(MENTION, (_, before: string) => `${before}@${person.handle} `),
    detail: `@${person.handle}`,
  };
}

/** What fits what is typed: commands, or people after an `@`. */
export function useSuggestions(commands: readonly Command[]) {
  const [typed, setTyped] = useState('');
  const [people, setPeople] = useState<{ typed: string; found: readonly PersonCard[] }>({ typed: '', found: [] });
  const ofCommands = useMemo(() => matchSuggestions(commands, typed), [commands, typed]);

  async function searchPeople(text: string, query: string) {
    const page = await getJson(peoplePageSchema, '/api/people', { query, limit: 6 });
    setPeople({ typed: text, found: page.people });
  }

  function type(text: string) {
    setTyped(text);
    const query = MENTION.exec(text)?.[2];
    // A list of people that cannot be had is no reason to disturb somebody who types.
    if (query !== undefined) searchPeople(text, query).catch(() => setPeople({ typed: '', found: [] }));
  }

  const ofPeople = people.typed === typed && typed !== '' ? people.found : [];
  return {
    typed,
    type,
    suggestions: ofCommands.length > 0 ? ofCommands : ofPeople.map((one) => toSuggestion(typed, one)),
  };
}
