import { createContext, useContext } from 'react';

export interface Toasts {
  say(text: string): void;
  sayError(error: unknown): void;
}

export const ToastContext = createContext<Toasts>({ say: () => {}, sayError: () => {} });

/** Passing notes at the edge of the page. */
export function useToasts(): Toasts {
  return useContext(ToastContext);
}
