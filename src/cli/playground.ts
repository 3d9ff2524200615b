import { formatProblems, readConfig } from '../config.ts';
import { createContext } from '../context.ts';
import { createLogger } from '../log.ts';
import { type StartBot, startPlayground } from '../playground/playground.ts';
import type { DirectoryName } from '../playground/protocol/directory.ts';
import { EXIT, ExitError } from './exit.ts';
import { runUntilSignal } from './run.ts';
import { print } from './terminal.ts';

/** Whoever sets the clock forward sees at once what follows. */
const TICK_EVERY_MS = 2_000;

export interface PlaygroundFlags {
  port?: number;
  host?: string;
  people?: number;
  directories?: DirectoryName[];
  reset?: boolean;
  dataDir: string;
  verbose?: boolean;
}

/** `muster playground`: the whole bot against a local stand-in for Slack. */
export async function playgroundCommand(flags: PlaygroundFlags): Promise<void> {
  // The page's address has to be the first line with an address: the log is quiet unless asked for.
  const log = createLogger(flags.verbose ? 'debug' : 'silent');
  const startBot: StartBot = async (environment, clock) => {
    const outcome = readConfig(environment);
    if (outcome.type === 'invalid') throw new ExitError(EXIT.config, formatProblems(outcome.problems));
    const context = await createContext(outcome.config, log, { clock, tickEveryMs: TICK_EVERY_MS });
    const { port } = await context.start();
    const isHttp = outcome.config.slack.receive.mode === 'http';
    const { close, inspect } = context;
    return { requestUrl: isHttp ? `http://127.0.0.1:${port}/slack/events` : null, inspect, close };
  };
  const { verbose: _, ...options } = flags;
  print('Starting the playground: Muster, a stand-in for Slack and a mail server, all on this machine …');
  await runUntilSignal(async () => {
    const playground = await startPlayground({ ...options, startBot, log });
    print(`\n${playground.url}\n`);
    print('Open it in a browser. Its state is kept until you start it with --reset. Stop it with Ctrl+C.');
    if (playground.peopleFile !== null) {
      print(`Who has MFA is in ${playground.peopleFile}: edit it as you like, or switch it on the page.`);
    }
    return playground;
  });
}
