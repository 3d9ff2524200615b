import type { ActionHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { openModal } from '../showing.ts';
import { information } from '../views/modal.ts';
import { buildSettings } from '../views/settings/settings.ts';

/** *Settings* on the Home tab. */
export const openSettings: ActionHandler = async (call) => {
  const outcome = await call.services.settings.open(call.caller);
  const done = outcome.type === 'done';
  await openModal(call, done ? buildSettings(outcome.value) : information('Settings', buildRefusal(outcome.refusal)));
};
