import { useCallback, useEffect, useState } from 'react';
import { type PeoplePage, type PersonCard, peoplePageSchema } from '../../protocol/person.ts';
import { getJson } from '../api/request.ts';
import { useNewest } from '../api/use-newest.ts';
import { useLive } from '../state/live.ts';
import { useToasts } from '../state/toasts.ts';

const NOBODY: PeoplePage = { people: [], total: 0, nextOffset: null };

/** People whose name or handle contains the query, a page at a time. */
export function usePeople(query: string) {
  const { sayError } = useToasts();
  const [page, setPage] = useState<PeoplePage>(NOBODY);
  const begin = useNewest();

  const load = useCallback(
    async (offset: number, before: readonly PersonCard[]) => {
      const signal = begin();
      try {
        const next = await getJson(peoplePageSchema, '/api/people', { query, offset, humans: 'yes' }, signal);
        setPage({ ...next, people: [...before, ...next.people] });
      } catch (error) {
        if (!signal.aborted) sayError(error);
      }
    },
    [query, begin, sayError],
  );
  const reload = useCallback(() => void load(0, []), [load]);
  useEffect(reload, [reload]);
  useLive('people', reload);
  const more = page.nextOffset === null ? null : () => void load(page.nextOffset ?? 0, page.people);
  return { people: page.people, total: page.total, more };
}
