import type { ActionHandler } from '../calls.ts';
import { buildHelpAsked, buildRefusal } from '../messages/answers.ts';
import { buildWhoAsks } from '../messages/help-requested.ts';
import { noticeValue, reminderValue } from '../metadata.ts';
import { decoded, showPrivately } from '../showing.ts';

/** *I need help*: goes to the channel for help, else to who reminded, else to the owners. */
export const needHelp: ActionHandler = async (call) => {
  const { reminderId } = decoded(reminderValue.decode(call.value));
  const work = call.services.reminders
    .askForHelp(call.caller, reminderId)
    .then((outcome) => (outcome.type === 'done' ? buildHelpAsked(outcome.value) : buildRefusal(outcome.refusal)));
  await showPrivately(call, { title: 'I need help', waiting: 'One moment…' }, work);
};

/** *Show me who it is*, in the channel for help. */
export const showWhoAsks: ActionHandler = async (call) => {
  const { noticeId } = decoded(noticeValue.decode(call.value));
  const work = call.services.reminders
    .whoAsks(call.caller, noticeId)
    .then((outcome) => (outcome.type === 'done' ? buildWhoAsks(outcome.value) : buildRefusal(outcome.refusal)));
  await showPrivately(call, { title: 'Who asks', waiting: 'One moment…' }, work);
};

/** A link button opens its page by itself; Slack reports the press, and wants it acknowledged. */
export const openSetup: ActionHandler = async () => {};
