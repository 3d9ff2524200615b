import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Faults } from '../../src/playground/slack/faults.ts';
import { TOKENS } from '../support/muster.ts';
import type { Surroundings } from '../support/process.ts';
import type { Chance } from './chance.ts';
import type { Engine, EngineName } from './engines.ts';
import type { Keeper } from './keeper.ts';

export interface Struck {
  world: Surroundings;
  keeper: Keeper;
  engine: Engine;
  chance: Chance;
}

export interface Fault {
  readonly name: string;
  /** Where it can only happen on some. */
  readonly engines?: readonly EngineName[];
  readonly receiving?: 'http' | 'socket';
  readonly smallDisk?: boolean;
  /** Beside the one that talks, so many processes that only work. */
  readonly workers?: number;
  /** Before the owner asks for anything. */
  readonly prepare?: (struck: Struck) => Promise<void>;
  /** Just before the owner submits *Send*. */
  readonly atSubmission?: (struck: Struck) => void;
  /** At a random moment while the reminders go out; it ends the trouble that it makes. */
  strike(struck: Struck): Promise<void>;
}

const POSTING = 'chat.postMessage';
/** Its leases run for 2 s and its sweeps come every 5: whoever does not keep a lease loses what it holds. */
const LONGER_THAN_A_SWEEP_MS = 7_000;
const LONGER_THAN_WE_WAIT_MS = 11_000;

/**
 * Wide open in every run: the window between Slack's acceptance and our own mark. Some answers are late, some never come.
 * What a strike adds comes first, since the first that fits a call is what happens to it.
 */
export function troublePosting(faults: Faults, strike: (faults: Faults) => void = () => {}): void {
  faults.clear(POSTING);
  strike(faults);
  faults.set(POSTING, { type: 'reset' }, { phase: 'after', times: 5, skip: 5 });
  faults.set(POSTING, { type: 'slow', ms: 150 }, { phase: 'after' });
}

async function kill({ keeper }: Struck): Promise<void> {
  await keeper.kill();
  await keeper.start();
}

export const FAULTS: readonly Fault[] = [
  { name: 'the process is killed', strike: kill },
  {
    name: 'Redis dies and comes back empty',
    engines: ['redis'],
    async strike({ engine, chance }) {
      await engine.redis?.kill();
      await pause(chance.between(0, 1_000));
      await engine.redis?.restart();
    },
  },
  {
    name: 'PostgreSQL cuts its connections and is away',
    engines: ['postgres'],
    async strike({ engine, chance }) {
      await engine.database?.close();
      await pause(chance.between(0, 2_000));
      await engine.database?.open();
    },
  },
  {
    name: 'one of two processes is killed',
    engines: ['postgres'],
    workers: 1,
    strike: kill,
  },
  {
    name: 'Slack takes its time, and two processes work',
    engines: ['postgres'],
    workers: 1,
    async strike({ world, chance }) {
      troublePosting(world.slack.faults, (faults) =>
        faults.set(POSTING, { type: 'slow', ms: LONGER_THAN_A_SWEEP_MS }, { times: chance.between(1, 3) }),
      );
      await pause(1_000);
      troublePosting(world.slack.faults);
      await pause(LONGER_THAN_A_SWEEP_MS);
    },
  },
  {
    name: 'PostgreSQL is slow to commit',
    engines: ['postgres'],
    prepare: async ({ world, engine }) => {
      // Nothing else goes wrong: what was woken for too early has nothing else that would find it.
      world.slack.faults.clear(POSTING);
      await engine.database?.slowCommits('reminders', 0.02);
    },
    strike: async () => {},
  },
  {
    name: 'the admin token loses its rights',
    async strike({ world, chance }) {
      world.slack.setToken(TOKENS.adminToken, { state: 'token_revoked' });
      await pause(chance.between(200, 2_000));
      world.slack.setToken(TOKENS.adminToken, { state: 'valid' });
    },
  },
  {
    name: 'the disk is full',
    engines: ['embedded', 'redis'],
    smallDisk: true,
    async strike({ engine, chance }) {
      if (engine.disk === null) return;
      const filler = path.join(engine.disk, 'filler');
      await writeFile(filler, Buffer.alloc(300 * 2 ** 20)).catch(() => undefined);
      await pause(chance.between(500, 2_000));
      await rm(filler, { force: true });
    },
  },
  {
    name: 'the mail server is down',
    async strike({ world, chance }) {
      await world.mailbox.setFault({ type: 'down' });
      await pause(chance.between(200, 2_000));
      await world.mailbox.setFault(null);
    },
  },
  {
    name: 'Slack answers 429, 500, garbage, nothing',
    async strike({ world, chance }) {
      const bad = [
        { type: 'rate-limited', retryAfterSeconds: 1 },
        { type: 'status', status: 500 },
        { type: 'garbage' },
      ] as const;
      const fault = bad[chance.between(0, 2)] ?? bad[0];
      const phase = chance.between(0, 1) === 0 ? 'before' : 'after';
      troublePosting(world.slack.faults, (faults) => {
        faults.set(POSTING, fault, { times: chance.between(1, 10), phase });
        faults.set(
          POSTING,
          { type: 'slow', ms: LONGER_THAN_WE_WAIT_MS },
          { times: chance.between(0, 2), phase: 'after' },
        );
      });
    },
  },
  {
    name: 'Socket Mode is cut in the middle of an envelope',
    receiving: 'socket',
    atSubmission: ({ world, chance }) =>
      void setTimeout(() => world.slack.disconnectSockets({ abrupt: true }), chance.between(0, 20)),
    async strike({ world }) {
      world.slack.disconnectSockets({ abrupt: true });
    },
  },
  {
    name: 'submissions arrive two and three times',
    atSubmission: ({ world }) => world.slack.duplicateNext('interaction', 2),
    strike: async () => {},
  },
  {
    name: 'the clock jumps',
    async strike({ keeper }) {
      keeper.jumpClock();
    },
  },
];
