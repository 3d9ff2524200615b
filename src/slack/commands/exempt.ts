import type { CommandHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { say } from '../messages/compose.ts';
import { buildExemptModal } from '../views/exempt.ts';
import { parseNamed, splitNamed } from './arguments.ts';
import { PICK_A_PERSON } from './remind.ts';

const USAGE = 'Type `/mfa exempt @person`; `/mfa members exempt` shows who is exempt.';

export const exempt: CommandHandler = async ({ services, caller, rest, openModal }) => {
  const { named, rest: more } = splitNamed(rest);
  if (named === '') return say(`Whom would you like to exempt? ${USAGE}`);
  const subject = parseNamed(named);
  if (subject === null) return say(`Muster could not tell whom you mean. ${PICK_A_PERSON}`);
  if (subject.type === 'usergroup') return say(`Groups cannot be exempted. ${USAGE}`);
  if (more !== '') return say('Please exempt one person at a time; the window that opens asks for the rest.');
  const outcome = await services.exemptions.open(caller, { slackUserId: subject.slackUserId });
  if (outcome.type === 'refused') return buildRefusal(outcome.refusal);
  await openModal(buildExemptModal(outcome.value));
  return null;
};
