/** The words that a person types to change what everybody must do. */
export const CONFIRMATION_WORDS = { enforce: 'ENFORCE', stop: 'STOP', erase: 'ERASE' } as const;
export type ConfirmedAct = keyof typeof CONFIRMATION_WORDS;

/** Case-exact after trimming: the word is there to make people stop and read. */
export function isConfirmed(act: ConfirmedAct, typed: string): boolean {
  return typed.trim() === CONFIRMATION_WORDS[act];
}
