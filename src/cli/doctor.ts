import { stdout } from 'node:process';
import { type Config, formatProblems, loadEnvironment, readConfig } from '../config.ts';
import { checkDirectories } from './doctor/directories.ts';
import type { Finding } from './doctor/finding.ts';
import { checkMail } from './doctor/mail.ts';
import { checkSlack } from './doctor/slack.ts';
import { checkDatabase, checkQueue } from './doctor/storage.ts';
import { formatFindings } from './doctor/table.ts';
import { EXIT, ExitError } from './exit.ts';
import { print } from './terminal.ts';

/** `muster doctor`: asks every outside thing once, changes nothing, and says what to do. */
export async function doctorCommand(): Promise<void> {
  const outcome = readConfig(loadEnvironment());
  if (outcome.type === 'invalid') throw new ExitError(EXIT.config, formatProblems(outcome.problems));
  const findings = await examine(outcome.config);
  print(formatFindings(findings, stdout.isTTY === true && stdout.hasColors()));
  const wrong = findings.filter(({ state }) => state === 'wrong').length;
  if (wrong > 0) throw new ExitError(EXIT.failed, `\n${wrong === 1 ? '1 thing needs' : `${wrong} things need`} you.`);
  print('\nAll is well.');
}

async function examine(config: Config): Promise<Finding[]> {
  const groups = await Promise.all([
    [{ what: 'Settings', state: 'well', says: 'all that are needed are set', todo: null } as const],
    checkDatabase(config),
    checkQueue(config),
    checkSlack(config),
    checkMail(config),
    checkDirectories(config),
  ]);
  return groups.flat();
}
