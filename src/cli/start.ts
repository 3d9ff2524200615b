import { formatProblems, loadEnvironment, readConfig } from '../config.ts';
import { createContext } from '../context.ts';
import { createLogger } from '../log.ts';
import { EXIT, ExitError } from './exit.ts';
import { closeOnSignal } from './run.ts';

/** `muster start`: runs the bot until a signal. */
export async function startCommand(): Promise<void> {
  const outcome = readConfig(loadEnvironment());
  if (outcome.type === 'invalid') throw new ExitError(EXIT.config, formatProblems(outcome.problems));
  const { config } = outcome;
  const log = createLogger(config.logLevel);
  const context = await createContext(config, log);
  const { port } = await context.start();
  log.info(
    { port, mode: config.slack.receive.mode, queue: config.queue.type, database: config.database.type },
    'Muster is running',
  );
  await closeOnSignal(async () => {
    log.info('Muster is stopping');
    await context.close();
  });
}
