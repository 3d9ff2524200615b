import { setTimeout as pause } from 'node:timers/promises';
import { createSurroundings, PEOPLE } from '../support/muster.ts';
import type { Surroundings } from '../support/process.ts';
import { readText } from '../support/screen.ts';
import { type Books, closeBooks, countOpen } from './books.ts';
import type { Chance } from './chance.ts';
import { type EngineName, openEngine } from './engines.ts';
import { type Fault, type Struck, troublePosting } from './faults.ts';
import { Keeper } from './keeper.ts';

export interface RunOptions {
  fault: Fault;
  engine: EngineName;
  receiving: 'http' | 'socket';
  reminders: number;
  chance: Chance;
  /** Another build of Muster, with a guarantee broken. */
  program?: string;
  /** How long nothing may move after the last strike; what is undone then stays undone. A busy machine is only slow. */
  settledWithinMs?: number;
}

const STRIKES = 3;
const SETTLED_WITHIN_MS = 240_000;
const LOOK_EVERY_MS = 2_000;

function buildMembers(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const name = `member${String(index).padStart(3, '0')}`;
    return { id: `U${name.toUpperCase()}`, name, real_name: `Member ${index}`, has_2fa: false };
  });
}

/** Resolves when so many more messages were posted, or when nothing seems to move: that is a moment too. */
async function randomMoment({ slack }: Surroundings, chance: Chance, reminders: number): Promise<void> {
  let left = chance.between(1, Math.max(2, Math.floor(reminders / (STRIKES + 1))));
  let stop = () => {};
  const posted = new Promise<void>((resolve) => {
    stop = slack.onChange((change) => {
      if (change.type !== 'message' || change.what !== 'posted') return;
      left -= 1;
      if (left <= 0) resolve();
    });
  });
  await Promise.race([posted, pause(5_000)]);
  stop();
}

async function askToRemind(struck: Struck, fault: Fault, reminders: number): Promise<void> {
  const { slack } = struck.world;
  const owner = PEOPLE.olivia.id;
  const shown = () => readText(slack.lookAt(owner).modals.at(-1)?.blocks);
  while (!shown().includes(String(reminders))) {
    await slack.as(owner).command('/mfa', 'remind everyone');
    await pause(200);
  }
  fault.atSubmission?.(struck);
  // "We had some trouble connecting. Try again?": the window stays, and people press again.
  for (;;) {
    const outcome = await slack.as(owner).submit('modal');
    if (outcome.type !== 'failed') return;
    await pause(500);
  }
}

/**
 * Sets the clock ahead where nothing moves: what failed is tried again after minutes. Each time it waits twice as long
 * before, because what is only slow loses its jobs to a clock that jumps, and would be begun again and again.
 */
async function settle({ world, keeper }: Struck, withinMs: number): Promise<boolean> {
  let open = await countOpen(world);
  let movedAt = performance.now();
  let nextJumpMs = LOOK_EVERY_MS;
  while (open !== 0 && performance.now() - movedAt < withinMs) {
    await pause(LOOK_EVERY_MS);
    const before = open;
    open = (await countOpen(world)) ?? before;
    if (open !== before) {
      movedAt = performance.now();
      nextJumpMs = LOOK_EVERY_MS;
    } else if (performance.now() - movedAt >= nextJumpMs) {
      keeper.jumpClock();
      nextJumpMs *= 2;
    }
  }
  return open === 0;
}

/** One organization whose members are all reminded while something goes wrong again and again. */
export async function runFaulted({
  fault,
  engine: name,
  receiving,
  reminders,
  chance,
  program,
  settledWithinMs = SETTLED_WITHIN_MS,
}: RunOptions): Promise<Books> {
  const engine = await openEngine(name, { smallDisk: fault.smallDisk ?? false });
  const members = buildMembers(reminders);
  const env = { LEASE: '2s', ...engine.env };
  const world = await createSurroundings({ people: [PEOPLE.olivia, ...members], receiving, env });
  troublePosting(world.slack.faults);
  const keeper = new Keeper(world, {}, program);
  const workers = Array.from({ length: fault.workers ?? 0 }, () => new Keeper(world, { ROLES: 'worker' }, program));
  const struck = { world, keeper, engine, chance };
  try {
    await keeper.start();
    for (const worker of workers) await worker.start();
    await fault.prepare?.(struck);
    await askToRemind(struck, fault, reminders);
    for (let strike = 0; strike < STRIKES; strike += 1) {
      await randomMoment(world, chance, reminders);
      await fault.strike(struck);
    }
    const settled = await settle(struck, settledWithinMs);
    const books = await closeBooks(world, members);
    if (!settled) books.illegal.push(`${await countOpen(world)} left undone`);
    return books;
  } finally {
    await Promise.all([keeper, ...workers].map((one) => one.close()));
    await world.close();
    await engine.remove();
  }
}
