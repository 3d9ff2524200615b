import type { SubmissionHandler } from '../calls.ts';
import { BLOCKS } from '../ids.ts';
import { buildArmed } from '../messages/arming-notices.ts';
import { decoded } from '../showing.ts';
import { ARM_TITLES, parseArmModal } from '../views/arm.ts';
import { exemptError } from '../views/confirming.ts';
import { information } from '../views/modal.ts';
import { refuse } from './refuse.ts';

/** `ENFORCE` was typed: it turns on by itself, when everyone is ready or by a date. */
export const submitArming: SubmissionHandler = async ({ services, caller, view }) => {
  const { confirmExempt, ...submission } = decoded(parseArmModal(view));
  const unconfirmed = exemptError(confirmExempt, submission.confirmedExempt);
  if (unconfirmed !== null) return { type: 'errors', errors: { [BLOCKS.exempt]: unconfirmed } };
  const outcome = await services.enforcement.submitArming(caller, submission);
  const title = ARM_TITLES[submission.turningOn.type];
  if (outcome.type === 'refused') return refuse(title, outcome.refusal);
  return { type: 'replace', view: information(title, buildArmed(outcome.value)) };
};
