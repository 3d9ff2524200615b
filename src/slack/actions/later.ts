import type { Snooze } from '../../domain/snooze.ts';
import type { ActionHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { buildLater, buildSnoozed } from '../messages/later.ts';
import { reminderValue } from '../metadata.ts';
import { decoded, showPrivately } from '../showing.ts';

const SAYING = { title: 'Remind me later', waiting: 'One moment…' };

/** *Remind me later*, on a reminder. */
export const remindLater: ActionHandler = async (call) => {
  decoded(reminderValue.decode(call.value));
  const work = call.services.campaigns
    .openSnooze(call.caller)
    .then((outcome) => (outcome.type === 'done' ? buildLater(outcome.value) : buildRefusal(outcome.refusal)));
  await showPrivately(call, SAYING, work);
};

/** One of the times that were offered. It is the person's own reminder, whatever a button says. */
export function snooze(choice: Snooze): ActionHandler {
  return async (call) => {
    const work = call.services.campaigns
      .snooze(call.caller, { snooze: choice, reminderId: null })
      .then((outcome) => (outcome.type === 'done' ? buildSnoozed(outcome.value) : buildRefusal(outcome.refusal)));
    await showPrivately(call, SAYING, work);
  };
}
