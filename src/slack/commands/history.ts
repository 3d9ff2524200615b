import type { CommandHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { buildHistory } from '../views/history.ts';

export const history: CommandHandler = async ({ services, caller, openModal }) => {
  const outcome = await services.history.open(caller, { page: 0 });
  if (outcome.type === 'refused') return buildRefusal(outcome.refusal);
  await openModal(buildHistory(outcome.value));
  return null;
};
