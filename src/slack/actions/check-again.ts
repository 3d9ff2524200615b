import type { ActionHandler } from '../calls.ts';
import { refreshHome } from '../home/publish.ts';
import { buildRefusal } from '../messages/answers.ts';
import { buildCheck } from '../messages/check.ts';
import { showPrivately } from '../showing.ts';

/** *Check me again*: asks the directory now. The reminder itself is edited by its own delivery. */
export const checkAgain: ActionHandler = async (call) => {
  const work = call.services.checks
    .check(call.caller)
    .then((outcome) => (outcome.type === 'done' ? buildCheck(outcome.value) : buildRefusal(outcome.refusal)));
  await showPrivately(call, { title: 'Check me again', waiting: 'Checking…' }, work);
  await refreshHome(call, call.caller, call.view);
};
