import type { ActionHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { say } from '../messages/compose.ts';
import { showPrivately } from '../showing.ts';

/** *Accept the change* under a held reading: a fresh one may then change as much as it finds. */
export const acceptReading: ActionHandler = async (call) => {
  const work = call.services.readings
    .accept(call.caller)
    .then((outcome) =>
      outcome.type === 'done'
        ? say(
            'Thank you. Muster takes a fresh reading now and accepts what it finds. `/mfa status` shows how it stands.',
          )
        : buildRefusal(outcome.refusal),
    );
  await showPrivately(call, { title: 'Accept the change', waiting: 'One moment…' }, work);
};
