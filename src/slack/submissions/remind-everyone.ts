import type { SubmissionHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { decoded } from '../showing.ts';
import { information } from '../views/modal.ts';
import { parseRemindEveryoneModal } from '../views/remind-everyone.ts';
import { buildRoundStarted } from '../views/round.ts';

/** *Send*: the modal then counts up, and ends in a summary. */
export const submitRemindEveryone: SubmissionHandler = async ({ services, caller, view }) => {
  const { roundId } = decoded(parseRemindEveryoneModal(view));
  const outcome = await services.reminders.submitEveryone(caller, { roundId, viewId: view.id });
  if (outcome.type === 'done') return { type: 'replace', view: buildRoundStarted() };
  return { type: 'replace', view: information('Send MFA reminder', buildRefusal(outcome.refusal)) };
};
