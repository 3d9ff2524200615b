import type { InputBlock } from '@slack/types';
import { CONFIRMATION_WORDS, type ConfirmedAct } from '../../domain/confirmation.ts';
import { BLOCKS, FIELDS } from '../ids.ts';
import { field, typed } from './fields.ts';

/** Longer than the word, so that a wrong word reaches the server and gets its sentence. */
const WORD_LIMIT = 40;

/** The word to type. */
export function wordField(act: ConfirmedAct): InputBlock {
  return field({
    blockId: BLOCKS.word,
    actionId: FIELDS.word,
    label: `Type ${CONFIRMATION_WORDS[act]} to confirm`,
    hint: 'In capital letters.',
    maxLength: WORD_LIMIT,
  });
}

export function typedWord(state: unknown): string {
  return typed(state, BLOCKS.word, FIELDS.word);
}

/** The number of exempt members to type, where they are more than a fifth. */
export function exemptField(confirmExempt: number | null, active: number): InputBlock[] {
  if (confirmExempt === null) return [];
  return [
    field({
      blockId: BLOCKS.exempt,
      actionId: FIELDS.exempt,
      label: `${confirmExempt} of ${active} active members are exempt, more than a fifth. Type that number to confirm it.`,
      placeholder: String(confirmExempt),
      maxLength: 10,
    }),
  ];
}

export function typedExempt(state: unknown): number | null {
  const exempt = typed(state, BLOCKS.exempt, FIELDS.exempt).trim();
  return /^\d{1,9}$/.test(exempt) ? Number(exempt) : null;
}

/** What stands under the field when another number was typed; `null` when all is well. */
export function exemptError(asked: number | null, typedNumber: number | null): string | null {
  if (asked === null || asked === typedNumber) return null;
  return `Please type ${asked} to confirm how many are exempt.`;
}
