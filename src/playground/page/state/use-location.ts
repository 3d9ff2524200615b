import { useCallback, useSyncExternalStore } from 'react';
import { formatLocation, type Location, parseLocation } from './place.ts';

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** Where the page is, and how to go elsewhere. Back and forward work. */
export function useLocation(): [Location, (next: Partial<Location>) => void] {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const go = useCallback((next: Partial<Location>) => {
    window.location.hash = formatLocation({ ...parseLocation(window.location.hash), ...next });
  }, []);
  return [parseLocation(hash), go];
}
