import type { ActionHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { openModal, replaceModal } from '../showing.ts';
import { information } from '../views/modal.ts';
import { buildRemindEveryoneModal } from '../views/remind-everyone.ts';
import { buildRoundStarted } from '../views/round.ts';

const TITLE = 'Send MFA reminder';

/** *Send MFA reminder* under a refused request to enforce: Slack has asked "Send?" already, so it starts at once. */
export const remindMissing: ActionHandler = async (call) => {
  const { services, caller } = call;
  const opened = await services.reminders.openEveryone(caller);
  if (opened.type === 'refused') {
    await replaceModal(call, information(TITLE, buildRefusal(opened.refusal)));
    return;
  }
  // Written down before anybody is told that it goes on. Outside of a modal the summary is a direct message alone.
  const viewId = call.view?.type === 'modal' ? call.view.id : null;
  const sent = await services.reminders.submitEveryone(caller, { roundId: opened.value.roundId, viewId });
  await replaceModal(call, sent.type === 'done' ? buildRoundStarted() : information(TITLE, buildRefusal(sent.refusal)));
};

/** The same from the Home tab, where a modal says the number first. */
export const remindEveryone: ActionHandler = async (call) => {
  const outcome = await call.services.reminders.openEveryone(call.caller);
  const done = outcome.type === 'done';
  await openModal(
    call,
    done ? buildRemindEveryoneModal(outcome.value) : information(TITLE, buildRefusal(outcome.refusal)),
  );
};
