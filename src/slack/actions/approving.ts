import type { Press } from '../../domain/approval.ts';
import type { ActionCall, ActionHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { buildPressed } from '../messages/approval.ts';
import { approvalValue } from '../metadata.ts';
import { decoded, showPrivately } from '../showing.ts';

export const approve: ActionHandler = (call) => press(call, 'approve');
export const decline: ActionHandler = (call) => press(call, 'decline');

/** The message that asked is edited by its own delivery; here only who pressed is answered. */
async function press(call: ActionCall, choice: Press): Promise<void> {
  const { approvalId } = decoded(approvalValue.decode(call.value));
  const work = call.services.approvals
    .press(call.caller, { id: approvalId, press: choice })
    .then((outcome) => (outcome.type === 'done' ? buildPressed(outcome.value.state) : buildRefusal(outcome.refusal)));
  await showPrivately(call, { title: 'Second person', waiting: 'One moment…' }, work);
}
