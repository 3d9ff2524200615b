import { createContext, useContext } from 'react';

/** Through whose eyes texts are shown: names of people, time zone, now. */
export interface Reader {
  me: string;
  names: Readonly<Record<string, string>>;
  timeZone: string;
  now: Date;
}

export const ReaderContext = createContext<Reader>({ me: '', names: {}, timeZone: 'UTC', now: new Date(0) });

export function useReader(): Reader {
  return useContext(ReaderContext);
}
