import { createContext, useContext, useEffect } from 'react';
import type { LiveTopic } from '../../protocol/action.ts';

export type Subscribe = (topic: LiveTopic, listener: () => void) => () => void;

export const LiveContext = createContext<Subscribe>(() => () => {});

/** Calls the listener whenever something of this topic changed. */
export function useLive(topic: LiveTopic, listener: () => void): void {
  const subscribe = useContext(LiveContext);
  useEffect(() => subscribe(topic, listener), [subscribe, topic, listener]);
}
