import path from 'node:path';
import { type Bot, crash, type Env, type Surroundings, startBot } from '../support/process.ts';

const CLOCK = path.resolve(import.meta.dirname, 'jumping-clock.mjs');

/** What keeps a bot running on a server: it is started again whenever it has ended. */
export class Keeper {
  readonly #world: Surroundings;
  readonly #env: Env;
  readonly #program: string | undefined;
  #bot: Bot | null = null;
  #starting: Promise<void> | null = null;
  #closed = false;

  constructor(world: Surroundings, env: Env, program?: string) {
    this.#world = world;
    this.#env = { NODE_OPTIONS: `--import=${CLOCK}`, LOG_LEVEL: 'info', ...env };
    this.#program = program;
  }

  /** Resolves when it runs. What cannot start (the disk is full, the database away) is started again. */
  async start(): Promise<void> {
    this.#starting ??= this.#tryToStart().finally(() => {
      this.#starting = null;
    });
    await this.#starting;
  }

  async kill(): Promise<void> {
    const bot = this.#bot;
    this.#bot = null;
    if (bot !== null) await crash(bot);
  }

  jumpClock(): void {
    this.#bot?.kill('SIGUSR2');
  }

  get url(): string {
    return this.#bot?.url ?? '';
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.kill();
  }

  async #tryToStart(): Promise<void> {
    while (!this.#closed && this.#bot === null) {
      const bot = await startBot(this.#world, this.#env, this.#program).catch(() => null);
      this.#bot = bot;
      if (bot === null) continue;
      void bot.ended.then(() => {
        if (this.#bot !== bot || this.#closed) return;
        this.#bot = null;
        void this.start();
      });
    }
  }
}
