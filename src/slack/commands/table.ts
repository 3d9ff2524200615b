import type { CommandHandler } from '../calls.ts';
import type { CommandWord } from '../ids.ts';
import { check } from './check.ts';
import { enforce, stop } from './enforce.ts';
import { exempt } from './exempt.ts';
import { grant, revoke } from './grant.ts';
import { history } from './history.ts';
import { invite } from './invite.ts';
import { later } from './later.ts';
import { members } from './members.ts';
import { remind } from './remind.ts';
import { schedule } from './schedule.ts';
import { settings } from './settings.ts';
import { help, status } from './status.ts';

export interface CommandRoute {
  run: CommandHandler;
  /** What is said when it takes longer than a moment; `null` where the answer is a modal or quick. */
  waiting: string | null;
}

/** `/mfa <word>` → who answers. */
export const COMMAND_TABLE: Readonly<Record<CommandWord, CommandRoute>> = {
  help: { run: help, waiting: null },
  status: { run: status, waiting: null },
  enforce: { run: enforce, waiting: null },
  stop: { run: stop, waiting: null },
  remind: { run: remind, waiting: 'Muster checks their MFA first. One moment…' },
  members: { run: members, waiting: null },
  check: { run: check, waiting: 'Checking…' },
  grant: { run: grant, waiting: 'One moment…' },
  revoke: { run: revoke, waiting: 'One moment…' },
  history: { run: history, waiting: null },
  exempt: { run: exempt, waiting: null },
  schedule: { run: schedule, waiting: null },
  later: { run: later, waiting: null },
  settings: { run: settings, waiting: null },
  invite: { run: invite, waiting: 'One moment…' },
};
