import { useCallback, useEffect, useState } from 'react';
import { type PageState, pageStateSchema } from '../../protocol/state.ts';
import { getJson } from '../api/request.ts';
import { useNewest } from '../api/use-newest.ts';
import { keepMessages } from './keep-messages.ts';
import { useLive } from './live.ts';
import type { Location } from './place.ts';

const WINDOW_SIZE = 100;

/** What the person sees, kept up to date. A newer question makes the answer to an older one worthless. */
export function usePageState({ as, place }: Location, onError: (error: unknown) => void) {
  const conversation = place.type === 'conversation' ? place.id : null;
  const [state, setState] = useState<PageState | null>(null);
  const [limit, setLimit] = useState(WINDOW_SIZE);
  const begin = useNewest();

  const load = useCallback(async () => {
    const signal = begin();
    try {
      const next = await getJson(pageStateSchema, '/api/state', { as, conversation, limit }, signal);
      setState((before) => keepMessages(before, next));
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
  }, [as, conversation, limit, begin, onError]);

  const reload = useCallback(() => void load(), [load]);
  useEffect(reload, [reload]);
  useLive('state', reload);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation starts with its newest messages
  useEffect(() => setLimit(WINDOW_SIZE), [as, conversation]);

  return { state, reload, loadEarlier: useCallback(() => setLimit((now) => now + WINDOW_SIZE), []) };
}
