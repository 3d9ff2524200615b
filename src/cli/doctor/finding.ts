import { StartError, systemCode } from '../../errors.ts';
import { DirectoryError } from '../../ports.ts';

/** What became of one look. `note`: nothing is wrong, but somebody may want to know. */
export interface Finding {
  what: string;
  state: 'well' | 'note' | 'wrong';
  says: string;
  /** What to grant or to do; `null` where nothing is to be done. */
  todo: string | null;
}

export function well(what: string, says: string): Finding {
  return { what, state: 'well', says, todo: null };
}

export function note(what: string, says: string, todo: string | null = null): Finding {
  return { what, state: 'note', says, todo };
}

export function wrong(what: string, says: string, todo: string | null = null): Finding {
  return { what, state: 'wrong', says, todo };
}

/** Sentences of ours are shown; of other errors only a code, since their texts may repeat addresses and passwords. */
function sentenceOf(error: unknown): string {
  if (error instanceof DirectoryError) return error.sentence;
  if (error instanceof StartError) return error.message;
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'It did not answer in time.';
  return `It did not work (${systemCode(error) ?? 'for a reason without a code'}). The log of \`muster start\` says more.`;
}

/** What a look finds, or why it failed. */
export async function look(what: string, work: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await work();
  } catch (error) {
    return [wrong(what, sentenceOf(error))];
  }
}
