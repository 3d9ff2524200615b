import type { Outcome } from '../../service/screens/screens.ts';
import type { SlackMessage } from '../blocks.ts';
import type { ActionHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { say } from '../messages/compose.ts';
import { roundMetadata } from '../metadata.ts';
import { decoded, openModal, replaceModal, showPrivately } from '../showing.ts';
import { people } from '../texts/counts.ts';
import { information } from '../views/modal.ts';
import { buildRemindEveryoneModal } from '../views/remind-everyone.ts';
import { buildRound, buildRoundStarted } from '../views/round.ts';

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

/** *Retry failed*, under a summary: in the modal it counts up again, in a message the next summary says how it went. */
export const retryFailed: ActionHandler = async (call) => {
  const { roundId } = decoded(roundMetadata.decode(call.value));
  const viewId = call.view?.type === 'modal' ? call.view.id : null;
  const retrying = call.services.reminders.retryFailed(call.caller, { roundId, viewId });
  if (viewId === null) {
    await showPrivately(call, { title: TITLE, waiting: 'One moment…' }, retrying.then(buildRetried));
    return;
  }
  const outcome = await retrying;
  const total = outcome.type === 'done' ? outcome.value.retried : 0;
  const counts = { sent: 0, skipped: 0, failed: 0, total };
  await replaceModal(
    call,
    outcome.type === 'done'
      ? buildRound({ type: 'sending', counts })
      : information(TITLE, buildRefusal(outcome.refusal)),
  );
};

function buildRetried(outcome: Outcome<{ retried: number }>): SlackMessage {
  if (outcome.type === 'refused') return buildRefusal(outcome.refusal);
  return say(`Muster tries it again for ${people(outcome.value.retried)}, and tells you how it went.`);
}

/** The same from the Home tab, where a modal says the number first. */
export const remindEveryone: ActionHandler = async (call) => {
  const outcome = await call.services.reminders.openEveryone(call.caller);
  const done = outcome.type === 'done';
  await openModal(
    call,
    done ? buildRemindEveryoneModal(outcome.value) : information(TITLE, buildRefusal(outcome.refusal)),
  );
};
