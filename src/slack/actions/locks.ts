import type { ActionHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { say } from '../messages/compose.ts';
import { allowValue } from '../metadata.ts';
import { decoded, openModal, showPrivately } from '../showing.ts';
import { people } from '../texts/counts.ts';
import { buildLocks } from '../views/locks.ts';
import { information } from '../views/modal.ts';

/** *See who is locked*: with the dry run. */
export const openLocks: ActionHandler = async (call) => {
  const outcome = await call.services.locks.open(call.caller);
  const done = outcome.type === 'done';
  await openModal(
    call,
    done ? buildLocks(outcome.value) : information('Locked accounts', buildRefusal(outcome.refusal)),
  );
};

/** *Allow these locks*: those that waited when the message was written. */
export const allowLocks: ActionHandler = async (call) => {
  const { at } = decoded(allowValue.decode(call.value));
  const work = call.services.locks
    .allow(call.caller, new Date(at))
    .then((outcome) =>
      outcome.type === 'done'
        ? say(
            `Muster locks the accounts of ${people(outcome.value.allowed)} now, and asks the directory once more before each.`,
          )
        : buildRefusal(outcome.refusal),
    );
  await showPrivately(call, { title: 'Allow these locks', waiting: 'One moment…' }, work);
};
