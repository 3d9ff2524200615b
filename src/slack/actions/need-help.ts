import type { ActionHandler } from '../calls.ts';
import { buildHelpAsked, buildRefusal } from '../messages/answers.ts';
import { reminderValue } from '../metadata.ts';
import { decoded, showPrivately } from '../showing.ts';

/** *I need help*: goes to who reminded, else to the owners. */
export const needHelp: ActionHandler = async (call) => {
  const { reminderId } = decoded(reminderValue.decode(call.value));
  const work = call.services.reminders
    .askForHelp(call.caller, reminderId)
    .then((outcome) => (outcome.type === 'done' ? buildHelpAsked(outcome.value.to) : buildRefusal(outcome.refusal)));
  await showPrivately(call, { title: 'I need help', waiting: 'One moment…' }, work);
};

/** A link button opens its page by itself; Slack reports the press, and wants it acknowledged. */
export const openSetup: ActionHandler = async () => {};
