import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../src/db/database.ts';
import { ACTIONS } from '../../../src/slack/ids.ts';
import { createSurroundings, PEOPLE } from '../../support/muster.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { type Bot, crash, type Env, runMuster, type Surroundings, startBot } from '../../support/process.ts';
import { startRedis } from '../../support/redis.ts';
import { PATIENCE_MS, readText } from '../../support/screen.ts';

const MEMBERS = 300;
const KILLS = 5;
const PROMISED_MS = 90_000;

const members = Array.from({ length: MEMBERS }, (_, index) => {
  const name = `member${String(index).padStart(3, '0')}`;
  return { id: `U${name.toUpperCase()}`, name, real_name: `Member ${index}`, has_2fa: false };
});

const ENGINES: { name: string; prepare: () => Promise<Env> }[] = [
  { name: 'the embedded queue and SQLite', prepare: async () => ({}) },
  { name: 'Redis and SQLite', prepare: async () => ({ REDIS_URL: await redis() }) },
  { name: 'PostgreSQL', prepare: async () => ({ DATABASE_URL: await postgres() }) },
];

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

/** How many direct messages with a reminder each member has. */
function remindersOf({ slack }: Surroundings, userId: string): number {
  const { directMessages } = slack.lookAt(userId);
  return directMessages.filter(({ blocks }) => JSON.stringify(blocks).includes(ACTIONS.checkAgain)).length;
}

/** Resolves when so many more messages were posted: Slack has them, and the bot may not know yet. */
function postedMore({ slack }: Surroundings, count: number): Promise<void> {
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

async function remindEveryone({ slack }: Surroundings): Promise<void> {
  const { olivia } = PEOPLE;
  await expect
    .poll(
      async () => {
        await slack.as(olivia.id).command('/mfa', 'remind everyone');
        return readText(slack.lookAt(olivia.id).modals.at(-1)?.blocks);
      },
      { timeout: PATIENCE_MS, interval: 500 },
    )
    .toContain(String(MEMBERS));
  await slack.as(olivia.id).submit('modal');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

async function countUnfinished(env: Env): Promise<number> {
  const url = env['DATABASE_URL'];
  const { db, close } = openDatabase(
    url === undefined ? { type: 'sqlite', file: `${env['DATA_DIR']}/muster.sqlite` } : { type: 'postgres', url },
  );
  try {
    const rows = await db.selectFrom('deliveries').select(['state']).where('state', 'in', ['due', 'sending']).execute();
    return rows.length;
  } finally {
    await close();
  }
}

test.for(ENGINES)(
  'killed with SIGKILL in the middle of 300 reminders, five times, on $name: everybody has exactly one direct message',
  { timeout: 300_000 },
  async ({ prepare }, { annotate }) => {
    const world = await createSurroundings({
      people: [PEOPLE.olivia, ...members],
      env: { LEASE: '4s', ...(await prepare()) },
    });
    onTestFinished(() => world.close());
    const { slack, mailbox } = world;
    // The window between Slack's acceptance and our own mark is opened wide: some answers are late, some never come.
    slack.faults.set('chat.postMessage', { type: 'reset' }, { phase: 'after', times: 10, skip: 30 });
    slack.faults.set('chat.postMessage', { type: 'slow', ms: 150 }, { phase: 'after' });

    let bot: Bot = await startBot(world);
    const kills: number[] = [];
    let killedAt = postedMore(world, 40);
    await remindEveryone(world);
    for (let kill = 0; kill < KILLS; kill += 1) {
      await killedAt;
      await crash(bot);
      kills.push(members.reduce((sum, { id }) => sum + remindersOf(world, id), 0));
      killedAt = postedMore(world, 30 + Math.floor(Math.random() * 20));
      bot = await startBot(world);
    }
    const restartedAt = performance.now();
    await expect
      .poll(() => members.filter(({ id }) => remindersOf(world, id) === 0).length, {
        timeout: PROMISED_MS,
        interval: 100,
      })
      .toBe(0);
    const messagesMs = performance.now() - restartedAt;
    await expect.poll(() => countUnfinished(world.env), { timeout: PROMISED_MS - messagesMs, interval: 500 }).toBe(0);
    const ledgerMs = performance.now() - restartedAt;

    const counts = members.map(({ id }) => remindersOf(world, id));
    expect(counts.filter((count) => count !== 1)).toEqual([]);
    const mails = members.map((member) => mailbox.list(`${member.name}@example.com`));
    expect(mails.filter((received) => received.length === 0)).toEqual([]);
    expect(Math.max(...mails.map((received) => received.length))).toBeLessThanOrEqual(2);
    const twice = mails.filter((received) => received.length > 1).length;
    const verified = await runMuster(['audit', 'verify'], world.env).ended;
    expect(verified).toMatchObject({ code: 0, stderr: '' });
    await annotate(
      `killed at ${kills.join(', ')} messages; all there ${seconds(messagesMs)} after the last restart, the ledger done after ${seconds(ledgerMs)}; ${twice} emails came twice`,
    );
  },
);
