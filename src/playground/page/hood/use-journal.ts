import { useCallback, useEffect, useState } from 'react';
import { journalPageSchema } from '../../protocol/journal.ts';
import { getJson } from '../api/request.ts';
import { useLive } from '../state/live.ts';
import { useToasts } from '../state/toasts.ts';

const STEP = 50;

/** The newest calls, kept up to date. */
export function useJournal() {
  const { sayError } = useToasts();
  const [limit, setLimit] = useState(STEP);
  const [page, setPage] = useState(() => journalPageSchema.parse({ entries: [], hasEarlier: false }));
  const load = useCallback(() => {
    getJson(journalPageSchema, '/api/journal', { limit }).then(setPage, sayError);
  }, [limit, sayError]);
  useEffect(load, [load]);
  useLive('journal', load);
  return { entries: page.entries, more: page.hasEarlier ? () => setLimit((now) => now + STEP) : null };
}
