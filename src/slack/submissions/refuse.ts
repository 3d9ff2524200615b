import { type Refusal, sentenceOf } from '../../domain/refusal.ts';
import type { SubmissionAnswer } from '../calls.ts';
import { BLOCKS } from '../ids.ts';
import { buildRefusal } from '../messages/answers.ts';
import { information } from '../views/modal.ts';

/** The field that a refusal is about; `null` when it is about the whole. */
function fieldOf(refusal: Refusal): string | null {
  switch (refusal.code) {
    case 'wrong_word':
      return BLOCKS.word;
    case 'date_missing':
    case 'date_too_early':
    case 'date_too_late':
      return BLOCKS.date;
    case 'pause_length':
      return BLOCKS.end;
    default:
      return null;
  }
}

/** What can be mended stands under its field, and nothing typed is lost; any other refusal replaces the modal. */
export function refuse(title: string, refusal: Refusal): SubmissionAnswer {
  const blockId = fieldOf(refusal);
  if (blockId !== null) return { type: 'errors', errors: { [blockId]: sentenceOf(refusal) } };
  return { type: 'replace', view: information(title, buildRefusal(refusal)) };
}
