import type { SubmissionHandler } from '../calls.ts';
import { buildExempted, buildRefusal } from '../messages/answers.ts';
import { buildAsked } from '../messages/approval.ts';
import { decoded } from '../showing.ts';
import { EXEMPT_BLOCKS, parseExemptModal } from '../views/exempt.ts';
import { information } from '../views/modal.ts';

const TITLE = 'Exempt a member';

/** *Exempt*: what cannot stand is told under its field, any other refusal replaces the modal. */
export const submitExempt: SubmissionHandler = async ({ services, caller, view }) => {
  const outcome = await services.exemptions.submit(caller, decoded(parseExemptModal(view)));
  switch (outcome.type) {
    case 'invalid':
      return {
        type: 'errors',
        errors: Object.fromEntries(outcome.problems.map(({ field, sentence }) => [EXEMPT_BLOCKS[field], sentence])),
      };
    case 'refused':
      return { type: 'replace', view: information(TITLE, buildRefusal(outcome.refusal)) };
    case 'asked':
      return { type: 'replace', view: information(TITLE, buildAsked(outcome)) };
    case 'exempted':
      return { type: 'replace', view: information(TITLE, buildExempted(outcome)) };
  }
};
