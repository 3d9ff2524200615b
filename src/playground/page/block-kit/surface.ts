import { createContext, useContext } from 'react';
import type { Chosen } from '../../protocol/action.ts';
import type { StateValues } from '../../protocol/view.ts';

/** What blocks stand on: a message, a modal or a Home tab. */
export interface Surface {
  values: StateValues;
  errors: Readonly<Record<string, string>>;
  /** Something was sent and the app has not answered yet. */
  busy: boolean;
  setValue(blockId: string, actionId: string, value: Chosen): void;
  /** Tells the app; `value` is kept first where the element holds one. */
  use(blockId: string, actionId: string, value: Chosen): void;
}

const NOWHERE: Surface = { values: {}, errors: {}, busy: false, setValue: () => {}, use: () => {} };

export const SurfaceContext = createContext<Surface>(NOWHERE);

export function useSurface(): Surface {
  return useContext(SurfaceContext);
}
