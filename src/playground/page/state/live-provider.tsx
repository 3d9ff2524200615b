import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { LiveTopic } from '../../protocol/action.ts';
import { openLive } from '../api/live.ts';
import { LiveContext, type Subscribe } from './live.ts';

/** One stream of server-sent events for the whole page. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const listeners = useRef(new Map<LiveTopic, Set<() => void>>());
  const [open, setOpen] = useState(true);
  const subscribe: Subscribe = useCallback((topic, listener) => {
    const ofTopic = listeners.current.get(topic) ?? new Set();
    listeners.current.set(topic, ofTopic.add(listener));
    return () => void ofTopic.delete(listener);
  }, []);
  useEffect(() => {
    const tell = (topics: readonly LiveTopic[]) => {
      for (const topic of topics) for (const listener of listeners.current.get(topic) ?? []) listener();
    };
    return openLive(tell, setOpen);
  }, []);
  return (
    <LiveContext value={subscribe}>
      {!open && (
        <p className="offline" role="alert">
          The playground has stopped or does not answer. This page goes on by itself when it is back.
        </p>
      )}
      {children}
    </LiveContext>
  );
}
