import type { CommandHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { buildCheck } from '../messages/check.ts';

export const check: CommandHandler = async ({ services, caller }) => {
  const outcome = await services.checks.check(caller);
  return outcome.type === 'done' ? buildCheck(outcome.value) : buildRefusal(outcome.refusal);
};
