// `muster start` as it was built, with clocks that a test sets: that of the rules stands still until the next moment is written.
import { readFileSync } from 'node:fs';

const { CLOCK_FILE, TICK_EVERY_MS } = process.env;
const load = (name) => import(new URL(`../../../../dist/src/${name}`, import.meta.url).href);
const read = () => JSON.parse(readFileSync(CLOCK_FILE, 'utf8'));
const clock = { now: () => new Date(read().now) };
const machineClock = { now: () => new Date(Date.now() + read().aheadMs) };

const { runUntilSignal } = await load('cli/run.js');
await runUntilSignal(async () => {
  const { readConfig } = await load('config.js');
  const { createLogger } = await load('log.js');
  const { createContext } = await load('context.js');
  const { config } = readConfig(process.env);
  const log = createLogger(config.logLevel);
  const context = await createContext(config, log, { clock, machineClock, tickEveryMs: Number(TICK_EVERY_MS) });
  const { port } = await context.start();
  log.info({ port }, 'Muster is running');
  return context;
});
