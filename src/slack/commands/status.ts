import type { CommandHandler } from '../calls.ts';
import { buildHelp } from '../messages/help.ts';
import { buildStatus } from '../messages/status.ts';

export const status: CommandHandler = async ({ services, caller }) => buildStatus(await services.status.open(caller));

/** `/mfa` alone and `/mfa help`. */
export const help: CommandHandler = async ({ services, caller }) => buildHelp(await services.status.open(caller));
