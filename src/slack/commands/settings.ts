import type { CommandHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { buildSettings } from '../views/settings/settings.ts';

export const settings: CommandHandler = async ({ services, caller, openModal }) => {
  const outcome = await services.settings.open(caller);
  if (outcome.type === 'refused') return buildRefusal(outcome.refusal);
  await openModal(buildSettings(outcome.value));
  return null;
};
