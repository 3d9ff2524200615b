import type { SlackMessage } from '../blocks.ts';
import type { CommandCall, CommandHandler } from '../calls.ts';
import { buildInvited, buildRefusal } from '../messages/answers.ts';
import { say } from '../messages/compose.ts';
import { buildInvitations } from '../views/invitations.ts';
import { NO_ADDRESS, parseAddress } from './address.ts';
import { parseNamed } from './arguments.ts';

/** `/mfa invite name@example.org`; alone it shows who is invited, with a field for an address. */
export const invite: CommandHandler = async (call) => {
  const { services, caller, rest } = call;
  if (rest === '') return await openList(call);
  if (parseNamed(rest) !== null) return say('Who is in Slack already needs no invitation. Type `/mfa remind @person`.');
  const address = parseAddress(rest);
  if (address === null) return say(NO_ADDRESS);
  const outcome = await services.invitations.invite(caller, address);
  return outcome.type === 'done' ? buildInvited(outcome.value) : buildRefusal(outcome.refusal);
};

async function openList({ services, caller, openModal }: CommandCall): Promise<SlackMessage | null> {
  const outcome = await services.invitations.open(caller, 0);
  if (outcome.type === 'refused') return buildRefusal(outcome.refusal);
  await openModal(buildInvitations(outcome.value, { round: 0 }));
  return null;
}
