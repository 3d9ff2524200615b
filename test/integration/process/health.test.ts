import { describe, expect, onTestFinished, test } from 'vitest';
import { FIELDS } from '../../../src/slack/ids.ts';
import { createSurroundings, type MusterOptions, PEOPLE, TOKENS } from '../../support/muster.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { type Bot, startBot } from '../../support/process.ts';
import { startRedis } from '../../support/redis.ts';
import { expectDirect, expectModal, PATIENCE_MS } from '../../support/screen.ts';

const { olivia, oscar } = PEOPLE;

async function surroundings(options: MusterOptions = {}) {
  const world = await createSurroundings(options);
  onTestFinished(() => world.close());
  return world;
}

async function readiness({ url }: Bot) {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, body: await response.text() };
}

async function expectUnready(bot: Bot, part: string): Promise<void> {
  await expect.poll(() => readiness(bot), { timeout: PATIENCE_MS }).toMatchObject({ status: 503 });
  const parts: unknown = JSON.parse((await readiness(bot)).body);
  expect(parts).toMatchObject({ ready: false, parts: { [part]: expect.not.stringMatching(/^(ok)?$/) } });
  expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
}

async function expectReady(bot: Bot): Promise<void> {
  await expect.poll(() => readiness(bot), { timeout: PATIENCE_MS }).toMatchObject({ status: 200 });
}

/** One line of the text format: a comment, or a name with labels, a value and perhaps a time. */
const METRIC_LINE =
  /^(#.*|[a-zA-Z_:][\w:]*(\{(\w+="(\\.|[^"\\])*",?)*\})? (-?[\d.]+(e[+-]?\d+)?|[Nn]a[Nn]|[+-]?Inf)( \d+)?)$/;

describe.each(['http', 'socket'] as const)('over %s', (receiving) => {
  test('/healthz, /readyz and /metrics answer; a metric never carries a name', async () => {
    const world = await surroundings({ receiving });
    const bot = await startBot(world);
    expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
    await expectReady(bot);
    const read = async () => await (await fetch(`${bot.url}/metrics`)).text();
    // 4 of 6 people have MFA on; bots and strangers are nobody's.
    await expect.poll(read, { timeout: PATIENCE_MS }).toMatch(/^muster_members_counted\{.*\} 6$/m);
    const text = await read();
    expect(text.split('\n').filter((line) => line !== '' && !METRIC_LINE.test(line))).toEqual([]);
    expect(text).toMatch(/^muster_members_enabled\{.*\} 4$/m);
    expect(text).toMatch(/^muster_jobs\{queue="muster-deliveries",state="waiting"\} \d+$/m);
    const private_ = Object.values(PEOPLE).flatMap(({ id, name, real_name }) => [id, `${name}@`, real_name]);
    expect([...private_, ...Object.values(TOKENS)].filter((word) => text.includes(word))).toEqual([]);
  });
});

describe('/readyz is 503 with the reason while a part is away, and 200 again after', () => {
  test('Slack', async () => {
    const world = await surroundings();
    const bot = await startBot(world);
    await expectReady(bot);
    world.slack.faults.set('auth.test', { type: 'reset' });
    await expectUnready(bot, 'slack');
    world.slack.faults.clear();
    await expectReady(bot);
  });

  test('Redis', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const bot = await startBot(await surroundings({ env: { REDIS_URL: redis.url } }));
    await expectReady(bot);
    await redis.kill();
    await expectUnready(bot, 'queue');
    await redis.restart();
    await expectReady(bot);
    bot.kill('SIGTERM');
    expect(await bot.ended).toMatchObject({ code: 0 });
  });

  test('PostgreSQL', async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    const bot = await startBot(await surroundings({ env: { DATABASE_URL: database.url } }));
    await expectReady(bot);
    await database.close();
    await expectUnready(bot, 'database');
    await database.open();
    await expectReady(bot);
    bot.kill('SIGTERM');
    expect(await bot.ended).toMatchObject({ code: 0 });
  });

  test('a Redis that is away does not keep a signal from ending the process', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const bot = await startBot(await surroundings({ env: { REDIS_URL: redis.url } }));
    await redis.kill();
    const askedAt = performance.now();
    bot.kill('SIGTERM');
    expect(await bot.ended).toMatchObject({ code: 0 });
    expect(performance.now() - askedAt).toBeLessThan(30_000);
  });
});

test('two processes, one that talks and one that works, tell the whole story once', { timeout: 180_000 }, async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const people = Object.values(PEOPLE).map((person) => ({ ...person, has_2fa: true }));
  const world = await surroundings({ people, env: { DATABASE_URL: database.url } });
  const { slack, mailbox } = world;
  const [worker, talker] = await Promise.all([startBot(world, { ROLES: 'worker' }), startBot(world, { ROLES: 'bot' })]);
  await expectReady(worker);
  await expectReady(talker);
  await expect
    .poll(
      async () => {
        await slack.as(olivia.id).command('/mfa', 'enforce');
        return slack.lookAt(olivia.id).modals.length;
      },
      { timeout: PATIENCE_MS, interval: 500 },
    )
    .toBe(1);
  await slack.as(olivia.id).submit('modal', { [FIELDS.word]: 'ENFORCE' });
  await expectModal(slack, olivia.id, /MFA is now mandatory|enforcement is (now )?on/i);
  await slack.as(oscar.id).command('/mfa', 'stop');
  await expectModal(slack, oscar.id, /no longer/i);
  await slack.as(oscar.id).submit('modal', { [FIELDS.word]: 'STOP' });
  for (const owner of [olivia, oscar]) {
    await expectDirect(slack, owner.id, /no longer (be )?(enforced|required)/i);
    await expect
      .poll(() => mailbox.list(`${owner.name}@example.com`).map(({ subject }) => subject), { timeout: PATIENCE_MS })
      .toHaveLength(2);
  }
  for (const bot of [worker, talker]) bot.kill('SIGTERM');
  expect(await worker.ended).toMatchObject({ code: 0 });
  expect(await talker.ended).toMatchObject({ code: 0 });
});
