import { type Refusal, sentenceOf } from '../../domain/refusal.ts';
import type { SubmissionAnswer, SubmissionHandler } from '../calls.ts';
import { BLOCKS } from '../ids.ts';
import { buildRefusal } from '../messages/answers.ts';
import { say } from '../messages/compose.ts';
import { decoded } from '../showing.ts';
import { parseEnforceModal } from '../views/enforce.ts';
import { buildEnforceProgress } from '../views/enforce-progress.ts';
import { information } from '../views/modal.ts';
import { parseStopModal } from '../views/stop.ts';

/** `ENFORCE` was typed. The rules decide; a wrong word stands under its field, and any other refusal replaces the modal. */
export const submitEnforce: SubmissionHandler = async ({ services, caller, view }) => {
  const { word, revision, confirmExempt, confirmedExempt } = decoded(parseEnforceModal(view));
  if (confirmExempt !== null && confirmedExempt !== confirmExempt) {
    return {
      type: 'errors',
      errors: { [BLOCKS.exempt]: `Please type ${confirmExempt} to confirm how many are exempt.` },
    };
  }
  const outcome = await services.enforcement.submit(caller, { word, revision, confirmedExempt, viewId: view.id });
  if (outcome.type === 'refused') return refuse('Enforce MFA', outcome.refusal);
  return { type: 'replace', view: buildEnforceProgress(outcome.value.requestId, { type: 'reading', peopleRead: 0 }) };
};

/** `STOP` was typed. */
export const submitStop: SubmissionHandler = async ({ services, caller, view }) => {
  const outcome = await services.enforcement.submitStop(caller, decoded(parseStopModal(view)));
  if (outcome.type === 'refused') return refuse('Stop enforcing MFA', outcome.refusal);
  const message = say(
    'MFA enforcement is off. Members are no longer required to have MFA.',
    'The primary owner and every owner are told by email and by direct message. To turn it on again, type `/mfa enforce`.',
  );
  return { type: 'replace', view: information('Stop enforcing MFA', message) };
};

function refuse(title: string, refusal: Refusal): SubmissionAnswer {
  if (refusal.code === 'wrong_word') return { type: 'errors', errors: { [BLOCKS.word]: sentenceOf(refusal) } };
  return { type: 'replace', view: information(title, buildRefusal(refusal)) };
}
