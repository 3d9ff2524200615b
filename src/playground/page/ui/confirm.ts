import { createContext, useContext } from 'react';
import type { ConfirmObject } from '../block-kit/types.ts';

/** Asks the person; `true` when they agreed. */
export type Confirm = (question: ConfirmObject) => Promise<boolean>;

export const ConfirmContext = createContext<Confirm>(() => Promise.resolve(false));

export function useConfirm(): Confirm {
  return useContext(ConfirmContext);
}
