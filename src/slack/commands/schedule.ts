import type { CommandCall, CommandHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { say } from '../messages/compose.ts';
import { buildCampaigns } from '../views/schedule/campaigns.ts';
import { buildSchedule } from '../views/schedule/schedule.ts';
import { parseNamed } from './arguments.ts';

const USAGE =
  'Type `/mfa schedule` alone, or `/mfa schedule @group` for a user group. Single people are picked in the window.';

/** `/mfa schedule` shows the campaigns that there are, else a new one; `/mfa schedule @group` a new one for that group. */
export const schedule: CommandHandler = async (call) => {
  const { services, caller, rest, openModal } = call;
  if (rest !== '') {
    const named = parseNamed(rest);
    return named?.type === 'usergroup' ? await openNew(call, named.id) : say(USAGE);
  }
  const list = await services.campaigns.list(caller);
  if (list.type === 'refused') return buildRefusal(list.refusal);
  if (list.value.length === 0) return await openNew(call, null);
  await openModal(buildCampaigns(list.value));
  return null;
};

async function openNew({ services, caller, openModal }: CommandCall, userGroupId: string | null) {
  const outcome = await services.campaigns.openNew(caller, { userGroupId });
  if (outcome.type === 'refused') return buildRefusal(outcome.refusal);
  await openModal(buildSchedule(outcome.value));
  return null;
}
