import type { CommandHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { buildLater } from '../messages/later.ts';

/** `/mfa later`: the same as *Remind me later* on a reminder. */
export const later: CommandHandler = async ({ services, caller }) => {
  const outcome = await services.campaigns.openSnooze(caller);
  return outcome.type === 'refused' ? buildRefusal(outcome.refusal) : buildLater(outcome.value);
};
