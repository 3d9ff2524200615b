import { MEMBER_FILTERS } from '../../service/screens/screens.ts';
import type { CommandHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { say } from '../messages/compose.ts';
import { filterWord } from '../texts/filters.ts';
import { buildMembers } from '../views/members.ts';
import { nearest } from './arguments.ts';

export const members: CommandHandler = async ({ services, caller, rest, openModal }) => {
  const typed = rest.toLowerCase().replaceAll(/[\s_-]+/g, '_');
  const filter = typed === '' ? 'missing' : MEMBER_FILTERS.find((choice) => choice === typed);
  if (filter === undefined) {
    const near = nearest(typed, MEMBER_FILTERS);
    const meant = near === null ? '' : ` Did you mean \`/mfa members ${filterWord(near)}\`?`;
    return say(`There is no such list.${meant} You can ask for ${MEMBER_FILTERS.map(filterWord).join(', ')}.`);
  }
  const outcome = await services.members.open(caller, { filter, page: 0 });
  if (outcome.type === 'refused') return buildRefusal(outcome.refusal);
  await openModal(buildMembers(outcome.value));
  return null;
};
