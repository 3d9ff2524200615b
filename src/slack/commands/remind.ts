import type { SlackMessage } from '../blocks.ts';
import type { CommandCall, CommandHandler } from '../calls.ts';
import { buildRefusal, buildReminded } from '../messages/answers.ts';
import { say } from '../messages/compose.ts';
import { buildRemindEveryoneModal } from '../views/remind-everyone.ts';
import { parseNamed, splitNamed } from './arguments.ts';

const EVERYONE: readonly string[] = ['everyone', 'everybody', 'all'];
const USAGE = 'Type `/mfa remind @person`, or `/mfa remind everyone`.';
export const PICK_A_PERSON =
  'Type @ and the first letters of the name, then pick the person from the list that Slack offers.';

export const remind: CommandHandler = async (call) => {
  const { named, rest } = splitNamed(call.rest);
  if (named === '') return say(`Whom would you like to remind? ${USAGE}`);
  if (EVERYONE.includes(named.toLowerCase())) return await remindEveryone(call);
  const subject = parseNamed(named);
  if (subject === null) return say(`Muster could not tell whom you mean. ${PICK_A_PERSON}`);
  if (subject.type === 'usergroup') return say(`Groups cannot be reminded. ${USAGE}`);
  if (rest !== '') return say('Please remind one person at a time, or `/mfa remind everyone`.');
  const outcome = await call.services.reminders.remindOne(call.caller, { slackUserId: subject.slackUserId });
  return outcome.type === 'done' ? buildReminded(outcome.value.person) : buildRefusal(outcome.refusal);
};

async function remindEveryone({ services, caller, openModal }: CommandCall): Promise<SlackMessage | null> {
  const outcome = await services.reminders.openEveryone(caller);
  if (outcome.type === 'refused') return buildRefusal(outcome.refusal);
  await openModal(buildRemindEveryoneModal(outcome.value));
  return null;
}
