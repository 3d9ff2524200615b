import type { CommandHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { buildEnforceModal } from '../views/enforce.ts';
import { buildStopModal } from '../views/stop.ts';

/** Nothing slow before the modal: the trigger that opens it lives for three seconds. */
export const enforce: CommandHandler = async ({ services, caller, openModal }) => {
  const outcome = await services.enforcement.open(caller);
  if (outcome.type === 'refused') return buildRefusal(outcome.refusal);
  await openModal(buildEnforceModal(outcome.value));
  return null;
};

export const stop: CommandHandler = async ({ services, caller, openModal }) => {
  const outcome = await services.enforcement.openStop(caller);
  if (outcome.type === 'refused') return buildRefusal(outcome.refusal);
  await openModal(buildStopModal(outcome.value));
  return null;
};
