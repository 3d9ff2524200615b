import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type DatabaseHandle, openDatabase } from '../../../src/db/database.ts';
import { ACTIONS } from '../../../src/slack/ids.ts';
import { createSurroundings } from '../../support/muster.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { type Bot, type Env, runMuster, type Surroundings, startBot } from '../../support/process.ts';
import { startRedis } from '../../support/redis.ts';
import { directTexts, expectPrivate, PATIENCE_MS } from '../../support/screen.ts';
import { IDLE, readOpen, whoGotWhat } from './restarts/ledger.ts';
import { members, owner, START, seedOrganization } from './restarts/organization.ts';

const PROGRAM = path.resolve(import.meta.dirname, 'restarts/clocked-bot.mjs');
const [, answers, putsOff, reminded] = members;

/** By 10:30 everybody's moment of the morning has come. */
const STOPS = ['2026-03-02T09:50:00Z', '2026-03-02T10:35:00Z', '2026-03-03T09:50:00Z', '2026-03-03T10:35:00Z'] as const;
const [, MONDAY, , TUESDAY] = STOPS;

/** `after` so many messages of that moment; 0 is at once, when the bot may be planning. */
interface Strike {
  signal: 'SIGTERM' | 'SIGKILL';
  after: number;
}

/** At each of the moments, and when somebody is reminded by hand. */
type Strikes = readonly (readonly Strike[])[];

async function redis(): Promise<string> {
  const server = await startRedis();
  onTestFinished(() => server.stop());
  return server.url;
}

async function postgres(): Promise<string> {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  return database.url;
}

function openState(env: Env): DatabaseHandle {
  const url = env['DATABASE_URL'];
  return openDatabase(
    url === undefined ? { type: 'sqlite', file: `${env['DATA_DIR']}/muster.sqlite` } : { type: 'postgres', url },
  );
}

/** Resolves when Slack has so many more messages: the bot may not know of the last. */
function postedMore({ slack }: Surroundings, count: number): Promise<void> {
  if (count === 0) return Promise.resolve();
  return new Promise((resolve) => {
    let left = count;
    const stop = slack.onChange((change) => {
      if (change.type !== 'message' || change.what !== 'posted') return;
      left -= 1;
      if (left > 0) return;
      stop();
      resolve();
    });
  });
}

/** Two mornings of the campaign. */
async function live(engines: Env, strikes: Strikes = []) {
  const world = await createSurroundings({ people: [owner, ...members], env: { LEASE: '6s', ...engines } });
  onTestFinished(() => world.close());
  const { slack } = world;
  const state = openState(world.env);
  onTestFinished(() => state.close());
  await seedOrganization(state, slack.team);
  // Some answers are late: the window between Slack's acceptance and our own mark.
  slack.faults.set('chat.postMessage', { type: 'slow', ms: 40 }, { phase: 'after' });

  const clock = createFileClock(`${world.env.DATA_DIR}/clock`);
  await clock.set(START);
  const start = () => startBot(world, { CLOCK_FILE: clock.file, TICK_EVERY_MS: '300' }, PROGRAM);
  let bot: Bot = await start();
  const settle = () =>
    expect
      .poll(
        async () => {
          const open = await readOpen(state, clock.now());
          if (open.error !== null) await clock.hurry();
          return open;
        },
        { timeout: 3 * PATIENCE_MS, interval: 200 },
      )
      .toEqual(IDLE);
  /** Does something, and strikes while it has its effect. */
  const strikeDuring = async (round: readonly Strike[], act: () => Promise<void>) => {
    let posted = postedMore(world, round[0]?.after ?? 0);
    await act();
    for (const [index, { signal }] of round.entries()) {
      await posted;
      bot.kill(signal);
      expect(await bot.ended).toMatchObject(signal === 'SIGTERM' ? { code: 0 } : { signal });
      posted = postedMore(world, round[index + 1]?.after ?? 0);
      bot = await start();
    }
    await settle();
  };

  await settle();
  for (const [index, stop] of STOPS.entries()) {
    await strikeDuring(strikes[index] ?? [], () => clock.set(new Date(stop)));
    if (stop === MONDAY) await strikeDuring([], () => answer(world));
    if (stop === TUESDAY) await strikeDuring(strikes[STOPS.length] ?? [], () => remindByHand(world));
  }
  const received = await whoGotWhat(state, world);
  bot.kill('SIGTERM');
  await bot.ended;
  expect(await runMuster(['audit', 'verify'], world.env).ended).toMatchObject({ code: 0, stderr: '' });
  return received;
}

const HURRY_EVERY_MS = 5_000;

/** The bot reads it whenever it asks for the time; what is written is there as a whole. */
function createFileClock(file: string) {
  let now = START;
  let aheadMs = 0;
  let hurriedAt = 0;
  const write = async () => {
    await writeFile(`${file}.next`, JSON.stringify({ now, aheadMs }));
    await rename(`${file}.next`, file);
  };
  return {
    file,
    now: () => now,
    set: (at: Date) => {
      now = at;
      return write();
    },
    /** On a busy machine a call may fail, and is tried again after minutes by the machine's clock. */
    hurry: async () => {
      if (performance.now() - hurriedAt < HURRY_EVERY_MS) return;
      hurriedAt = performance.now();
      aheadMs += 60_000;
      await write();
    },
  };
}

/** One turns MFA on and says so, one puts it off. */
async function answer({ slack }: Surroundings): Promise<void> {
  if (answers === undefined || putsOff === undefined) throw new Error('nobody');
  const press = async (userId: string, action_id: string) => {
    const ts = slack.lookAt(userId).directMessages.at(-1)?.ts ?? '';
    await slack.as(userId).press({ channel: slack.findDirect(userId) ?? '', ts }, { action_id });
  };
  slack.setTwoFactor(answers.id, 'app');
  await press(answers.id, ACTIONS.checkAgain);
  await expect.poll(() => directTexts(slack, answers.id).join(), { timeout: PATIENCE_MS }).toMatch(/Thank you/i);
  await press(putsOff.id, ACTIONS.remindLater);
  await expectPrivate(slack, putsOff.id, /When shall Muster remind you again/);
  const { channel = '', ts = '' } = slack.lookAt(putsOff.id).ephemerals.at(-1) ?? {};
  await slack.as(putsOff.id).press({ channel, ts }, { action_id: ACTIONS.snoozeNextWeek });
  await expectPrivate(slack, putsOff.id, /Muster reminds you again/);
}

async function remindByHand({ slack }: Surroundings): Promise<void> {
  if (reminded === undefined) throw new Error('nobody');
  await slack.as(owner.id).command('/mfa', `remind <@${reminded.id}>`);
  await expectPrivate(slack, owner.id, /gets your reminder now/);
}

test('restarted at any moment of a campaign, on the embedded engines as on Redis and PostgreSQL: everybody gets the same', {
  timeout: 600_000,
}, async ({ annotate }) => {
  const undisturbed = await live({});
  const deliveries = Object.values(undisturbed).flatMap(({ ledger }) => ledger);
  await annotate(`${deliveries.length} deliveries to ${Object.keys(undisturbed).length} people`);
  const embedded = await live({}, [
    [{ signal: 'SIGKILL', after: 40 }],
    [],
    [{ signal: 'SIGTERM', after: 30 }],
    [],
    [{ signal: 'SIGKILL', after: 0 }],
  ]);
  expect(embedded).toEqual(undisturbed);
  const servers = await live({ REDIS_URL: await redis(), DATABASE_URL: await postgres() }, [
    [],
    [{ signal: 'SIGTERM', after: 0 }],
    [
      { signal: 'SIGKILL', after: 0 },
      { signal: 'SIGKILL', after: 40 },
    ],
    [],
    [{ signal: 'SIGTERM', after: 0 }],
  ]);
  expect(servers).toEqual(undisturbed);
});
