import type { PeoplePage } from '../protocol/person.ts';
import type { Parts } from './parts.ts';
import { showPerson } from './show-person.ts';

/** One page of those who fit the query. */
export function showPeople(parts: Parts, query: string, offset: number, limit: number): PeoplePage {
  const found = parts.people.search(query);
  const end = offset + limit;
  return {
    people: found.slice(offset, end).map((person) => showPerson(parts, person)),
    total: found.length,
    nextOffset: end < found.length ? end : null,
  };
}
