import { useCallback, useEffect, useState } from 'react';
import { type Inside, insideSchema } from '../../protocol/inside.ts';
import { getJson } from '../api/request.ts';
import { useLive } from '../state/live.ts';

// Jobs come and go without anything that a page would be told.
const LOOK_AGAIN_MS = 2_000;

/** The app's queue and audit trail, looked at again and again while they are shown. */
export function useInside(): Inside | null {
  const [inside, setInside] = useState<Inside | null>(null);
  // What fails once is asked for again in a moment.
  const load = useCallback(() => void getJson(insideSchema, '/api/inside').then(setInside, () => {}), []);
  useEffect(() => {
    load();
    const timer = setInterval(load, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [load]);
  useLive('state', load);
  return inside;
}
