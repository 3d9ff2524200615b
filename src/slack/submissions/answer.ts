import type { ModalView } from '@slack/types';
import type { SubmissionAnswer, SubmissionCall } from '../calls.ts';
import { settledWithin } from '../early.ts';
import { explain } from '../errors.ts';
import { updateIfOpen } from '../updating.ts';
import { information } from '../views/modal.ts';
import { getSubmission } from './table.ts';

/** Slack wants the answer within three seconds; after that the modal is told that it goes on, and updated later. */
const ANSWER_WITHIN_MS = 2300;

type Ack = (
  response:
    | { response_action: 'errors'; errors: Record<string, string> }
    | { response_action: 'update'; view: ModalView },
) => Promise<void>;

/** Answers a submitted modal. */
export async function answerSubmission(call: SubmissionCall, ack: Ack): Promise<void> {
  const work = handle(call);
  const early = await settledWithin(work, ANSWER_WITHIN_MS);
  if (early.type === 'settled') return await ack(toResponse(early.value));
  await ack({ response_action: 'update', view: information('Muster', 'This takes a little longer. One moment…') });
  const answer = await work;
  await updateIfOpen(call, call.view.id, toView(answer));
}

/** An error is told in the window that it happened in. */
async function handle(call: SubmissionCall): Promise<SubmissionAnswer> {
  try {
    return await getSubmission(call.view.callback_id)(call);
  } catch (error) {
    return { type: 'replace', view: information('Muster', explain(error, call.log)) };
  }
}

function toResponse(answer: SubmissionAnswer): Parameters<Ack>[0] {
  if (answer.type === 'errors') return { response_action: 'errors', errors: { ...answer.errors } };
  return { response_action: 'update', view: answer.view };
}

/** Too late for an error under its field: the window says it. */
function toView(answer: SubmissionAnswer): ModalView {
  if (answer.type === 'replace') return answer.view;
  return information('Muster', `${Object.values(answer.errors).join(' ')} Nothing was done. Please open it again.`);
}
