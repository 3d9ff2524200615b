import type { PeoplePage } from '../protocol/person.ts';
import type { Parts } from './parts.ts';
import { showPerson } from './show-person.ts';

interface Asked {
  query: string;
  humansOnly: boolean;
  offset: number;
  limit: number;
}

/** One page of those who fit the query. */
export function showPeople(parts: Parts, { query, humansOnly, offset, limit }: Asked): PeoplePage {
  const found = parts.people.search(query).filter(({ is_bot }) => !(humansOnly && is_bot));
  const end = offset + limit;
  return {
    people: found.slice(offset, end).map((person) => showPerson(parts, person)),
    total: found.length,
    nextOffset: end < found.length ? end : null,
  };
}
