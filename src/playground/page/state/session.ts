import { createContext, useContext } from 'react';
import type { ActionAnswer, PersonAction, WorldAction } from '../../protocol/action.ts';
import type { PageState } from '../../protocol/state.ts';
import type { Location } from './place.ts';

/** Leaves out who acts: that is always the person who looks. */
export type MyAction = PersonAction extends infer Action
  ? Action extends { as: string }
    ? Omit<Action, 'as'>
    : never
  : never;

/** The page of one person: what they see, where they are, what they can do. */
export interface Session {
  state: PageState;
  location: Location;
  go(next: Partial<Location>): void;
  loadEarlier(): void;
  /** Does something as this person. `null` when it failed; the person was told. */
  act(action: MyAction): Promise<ActionAnswer | null>;
  change(action: WorldAction): Promise<ActionAnswer | null>;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession() needs a SessionProvider above it');
  return session;
}
