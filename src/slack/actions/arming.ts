import type { TurningOn } from '../../domain/turning-on.ts';
import type { ActionCall, ActionHandler } from '../calls.ts';
import { refreshHome } from '../home/publish.ts';
import { buildRefusal } from '../messages/answers.ts';
import { buildDisarmed } from '../messages/arming-notices.ts';
import { openModal, showPrivately } from '../showing.ts';
import { ARM_TITLES, buildArmModal } from '../views/arm.ts';
import { information } from '../views/modal.ts';

export const armWhenReady: ActionHandler = (call) => openArming(call, 'when_ready');
export const armByDate: ActionHandler = (call) => openArming(call, 'by_date');

async function openArming(call: ActionCall, type: TurningOn['type']): Promise<void> {
  const outcome = await call.services.enforcement.openArming(call.caller, type);
  const done = outcome.type === 'done';
  await openModal(
    call,
    done ? buildArmModal(outcome.value) : information(ARM_TITLES[type], buildRefusal(outcome.refusal)),
  );
}

/** *Disarm*, *Cancel the date*: Slack has asked once more. */
export const disarm: ActionHandler = async (call) => {
  const work = call.services.enforcement
    .disarm(call.caller)
    .then((outcome) => (outcome.type === 'done' ? buildDisarmed(outcome.value.was) : buildRefusal(outcome.refusal)));
  await showPrivately(call, { title: 'Enforce MFA', waiting: 'One moment…' }, work);
  await refreshHome(call, call.caller, call.view);
};
