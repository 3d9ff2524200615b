import { type Config, formatProblems, loadEnvironment, readConfig } from '../config.ts';
import { createLogger, type Logger } from '../log.ts';
import { EXIT, ExitError } from './exit.ts';
import { type Running, runUntilSignal } from './run.ts';

/** `muster start`: runs the bot until a signal. */
export async function startCommand(): Promise<void> {
  const outcome = readConfig(loadEnvironment());
  if (outcome.type === 'invalid') throw new ExitError(EXIT.config, formatProblems(outcome.problems));
  const { config } = outcome;
  await runUntilSignal(() => startBot(config, createLogger(config.logLevel)));
}

async function startBot(config: Config, log: Logger): Promise<Running> {
  // Wrong settings are told before all of Muster is loaded, and a signal while it is loaded is heard.
  const { createContext } = await import('../context.ts');
  const context = await createContext(config, log);
  const { port } = await context.start();
  log.info(
    { port, mode: config.slack.receive.mode, queue: config.queue.type, database: config.database.type },
    'Muster is running',
  );
  return {
    async close() {
      log.info('Muster is stopping');
      await context.close();
      log.info('Muster has stopped');
    },
  };
}
