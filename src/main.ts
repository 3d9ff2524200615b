#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import { AUDIT_FORMATS } from './cli/audit-format.ts';
import { directoryNames } from './cli/directory-names.ts';
import { EXIT, ExitError } from './cli/exit.ts';
import { complain } from './cli/terminal.ts';
import { readVersion } from './cli/version.ts';
import { StartError, systemCode } from './errors.ts';

function wholeNumber(minimum: number, maximum: number) {
  return (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${minimum} to ${maximum}.`);
  };
}

/** Each command loads its own part, and only when it runs: nobody waits for all of Muster to read a line of help. */
const load = {
  start: () => import('./cli/start.ts'),
  playground: () => import('./cli/playground.ts'),
  doctor: () => import('./cli/doctor.ts'),
  migrate: () => import('./cli/migrate.ts'),
  audit: () => import('./cli/audit.ts'),
  stop: () => import('./cli/stop.ts'),
  erase: () => import('./cli/erase.ts'),
};

function buildProgram(): Command {
  const program = new Command('muster').description('Bring every member of an organization onto MFA, from Slack.');
  program.version(readVersion(), '--version', 'print the version');
  program
    .command('start')
    .description('run the bot')
    .action(async () => (await load.start()).startCommand());
  program
    .command('playground')
    .description('try the whole bot against a local stand-in for Slack')
    .option('--port <number>', 'the port of the page; a free one when unset', wholeNumber(0, 65_535))
    .option('--host <address>', 'listen on another address than loopback')
    .option('--people <number>', 'how many people the workspace has', wholeNumber(2, 100_000))
    .option('--directories <names>', 'where MFA is read, with commas: slack, scaleway, csv', directoryNames)
    .option('--data-dir <folder>', 'where the state is kept', './data/playground')
    .option('--reset', 'begin the story anew')
    .option('--verbose', 'show the log')
    .action(async (flags) => (await load.playground()).playgroundCommand(flags));
  program
    .command('doctor')
    .description('check the settings and every outside thing, and say what to do')
    .action(async () => (await load.doctor()).doctorCommand());
  const migrate = program.command('migrate').description('database migrations');
  migrate
    .command('up')
    .description('bring the schema up to date')
    .action(async () => (await load.migrate()).migrateUpCommand());
  migrate
    .command('down')
    .description('take the last migration back')
    .option('--all', 'take all back')
    .action(async (flags) => (await load.migrate()).migrateDownCommand(flags));
  migrate
    .command('status')
    .description('list the migrations')
    .action(async () => (await load.migrate()).migrateStatusCommand());
  addAudit(program);
  program
    .command('stop')
    .description('stop enforcing MFA when Slack cannot; asks for the typed word')
    .requiredOption('--reason <text>', 'why, told to the owners')
    .option('--team <id>', 'the Slack team id, when there are several organizations')
    .action(async (flags) => (await load.stop()).stopCommand(flags));
  program
    .command('erase')
    .description('erase somebody who has left; asks for the typed word')
    .requiredOption('--member <person>', 'the Slack id or the email address')
    .option('--team <id>', 'the Slack team id, when there are several organizations')
    .action(async (flags) => (await load.erase()).eraseCommand(flags));
  return program;
}

function addAudit(program: Command): void {
  const audit = program.command('audit').description('the audit trail');
  const team = ['--team <id>', 'the Slack team id, when there are several organizations'] as const;
  audit
    .command('export')
    .description('write the audit trail to standard output')
    .addOption(new Option('--format <format>').choices([...AUDIT_FORMATS]).default('jsonl'))
    .option(...team)
    .action(async (flags) => (await load.audit()).auditExportCommand(flags));
  audit
    .command('verify')
    .description('recompute the hash chain')
    .option(...team)
    .action(async (flags) => (await load.audit()).auditVerifyCommand(flags));
}

/** A sentence for what is expected, the whole error for a bug. */
function explain(error: unknown): number {
  if (error instanceof ExitError) {
    complain(error.message);
    return error.exitCode;
  }
  if (error instanceof StartError) {
    complain(error.message);
    return error.isOurs ? EXIT.config : EXIT.failed;
  }
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.failed;
}

// A reader that goes away, such as `head`, has read enough.
process.stdout.on('error', (error) => {
  process.exit(systemCode(error) === 'EPIPE' ? EXIT.ok : explain(error));
});

try {
  await buildProgram().parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}
