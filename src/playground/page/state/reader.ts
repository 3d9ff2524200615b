import { createContext, useContext } from 'react';

/** Through whose eyes texts are shown: names of people, channels, time zone, now. */
export interface Reader {
  me: string;
  names: Readonly<Record<string, string>>;
  /** The channels that they are in. */
  channels: readonly { id: string; name: string }[];
  timeZone: string;
  now: Date;
}

export const ReaderContext = createContext<Reader>({
  me: '',
  names: {},
  channels: [],
  timeZone: 'UTC',
  now: new Date(0),
});

export function useReader(): Reader {
  return useContext(ReaderContext);
}
