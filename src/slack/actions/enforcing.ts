import type { ActionHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { requestValue } from '../metadata.ts';
import { decoded, openModal, replaceModal } from '../showing.ts';
import { buildEnforceModal } from '../views/enforce.ts';
import { buildEnforceProgress } from '../views/enforce-progress.ts';
import { information } from '../views/modal.ts';
import { buildStopModal } from '../views/stop.ts';

export const openEnforce: ActionHandler = async (call) => {
  const outcome = await call.services.enforcement.open(call.caller);
  const done = outcome.type === 'done';
  await openModal(
    call,
    done ? buildEnforceModal(outcome.value) : information('Enforce MFA', buildRefusal(outcome.refusal)),
  );
};

export const openStop: ActionHandler = async (call) => {
  const outcome = await call.services.enforcement.openStop(call.caller);
  const done = outcome.type === 'done';
  await openModal(
    call,
    done ? buildStopModal(outcome.value) : information('Stop enforcing MFA', buildRefusal(outcome.refusal)),
  );
};

/** *Cancel the request* while its reading runs. */
export const cancelEnforce: ActionHandler = async (call) => {
  const { requestId } = decoded(requestValue.decode(call.value));
  const outcome = await call.services.enforcement.cancel(call.caller, requestId);
  const view =
    outcome.type === 'done'
      ? buildEnforceProgress(requestId, { type: 'cancelled' })
      : information('Enforce MFA', buildRefusal(outcome.refusal));
  await replaceModal(call, view);
};
