import { useCallback, useRef } from 'react';

/** Gives a signal for each new question, and ends the question before it: its answer is worth nothing any more. */
export function useNewest(): () => AbortSignal {
  const newest = useRef<AbortController | null>(null);
  return useCallback(() => {
    newest.current?.abort();
    const controller = new AbortController();
    newest.current = controller;
    return controller.signal;
  }, []);
}
