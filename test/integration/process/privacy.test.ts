import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ACTIONS, FIELDS } from '../../../src/slack/ids.ts';
import { createSurroundings, PEOPLE, TOKENS } from '../../support/muster.ts';
import { type Bot, type Env, runMuster, type Surroundings, startBot } from '../../support/process.ts';
import { startRedis } from '../../support/redis.ts';
import { expectDirect, expectModal, PATIENCE_MS } from '../../support/screen.ts';

const { olivia, oscar, mia, max } = PEOPLE;
const PASSWORD = 'open-sesame-4711';

async function surroundings() {
  const world = await createSurroundings();
  onTestFinished(() => world.close());
  const smtp = new URL(world.mailbox.smtpUrl);
  smtp.username = 'muster';
  smtp.password = PASSWORD;
  return { ...world, env: { ...world.env, SMTP_URL: smtp.href } };
}

/** Refused, reminded, checked, enforced and stopped, with trouble on the way. */
async function tellStory(world: Surroundings, more: Env): Promise<string> {
  const { slack, mailbox } = world;
  const bot = await startBot(world, more);
  await enforce(world);
  await expectModal(slack, olivia.id, /2 people still need to turn MFA on/);
  slack.faults.set('chat.postMessage', { type: 'rate-limited', retryAfterSeconds: 1 }, { times: 1 });
  slack.faults.set('chat.update', { type: 'status', status: 502 }, { times: 1 });
  await mailbox.setFault({ type: 'reply', code: 451, address: `${max.name}@example.com` });
  await slack.as(olivia.id).press('modal', { action_id: ACTIONS.remindMissing });
  for (const person of [mia, max]) {
    await expectDirect(slack, person.id, /MFA/);
    slack.setTwoFactor(person.id, 'app');
    const reminder = slack
      .lookAt(person.id)
      .directMessages.find(({ blocks }) => JSON.stringify(blocks).includes(ACTIONS.checkAgain));
    if (reminder) {
      const { channel, ts } = reminder;
      await slack.as(person.id).press({ channel, ts }, { action_id: ACTIONS.checkAgain });
    }
  }
  slack.faults.set('users.list', { type: 'garbage' });
  await enforce(world);
  await expectModal(slack, olivia.id, /could not|failed|nothing/i);
  slack.faults.clear();
  await enforce(world);
  await expectModal(slack, olivia.id, /MFA is now mandatory|enforcement is (now )?on/i);
  await slack.as(oscar.id).command('/mfa', 'stop');
  await expectModal(slack, oscar.id, /no longer/i);
  await slack.as(oscar.id).submit('modal', { [FIELDS.word]: 'STOP', [FIELDS.reason]: 'For reasons of our own' });
  await expectDirect(slack, oscar.id, /no longer (be )?(enforced|required)/i);
  return await endOf(bot);
}

async function enforce({ slack }: Surroundings): Promise<void> {
  const open = async () => {
    await slack
      .as(olivia.id)
      .close('modal', { all: true })
      .catch(() => 0);
    await slack.as(olivia.id).command('/mfa', 'enforce');
    return slack.lookAt(olivia.id).modals.length;
  };
  await expect.poll(open, { timeout: PATIENCE_MS, interval: 500 }).toBe(1);
  await slack.as(olivia.id).submit('modal', { [FIELDS.word]: 'ENFORCE' });
}

async function endOf(bot: Bot): Promise<string> {
  bot.kill('SIGTERM');
  const { code, stdout, stderr } = await bot.ended;
  expect(code).toBe(0);
  expect(stderr).toBe('');
  return stdout;
}

const SECRETS = [...Object.values(TOKENS), PASSWORD, Buffer.from(PASSWORD).toString('base64')];
const PRIVATE = [
  ...Object.values(PEOPLE).flatMap(({ name, real_name }) => [`${name}@example.com`, real_name]),
  'For reasons of our own',
];

function linesWith(output: string, words: readonly string[]): string[] {
  return output.split('\n').filter((line) => words.some((word) => line.includes(word)));
}

test('a log of the whole story at trace holds no secret', { timeout: 180_000 }, async () => {
  const output = await tellStory(await surroundings(), { LOG_LEVEL: 'trace' });
  expect(linesWith(output, SECRETS)).toEqual([]);
  for (const line of output.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
});

test('a log at info holds no name, no address and no free text', { timeout: 180_000 }, async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const output = await tellStory(await surroundings(), { LOG_LEVEL: 'info', REDIS_URL: redis.url });
  expect(linesWith(output, [...SECRETS, ...PRIVATE])).toEqual([]);
});

test('the data folder and everything in it is readable by its owner only', async () => {
  const world = await surroundings();
  const folder = path.join(String(world.env.DATA_DIR), 'new', 'data');
  const env = { ...world.env, DATA_DIR: folder };
  const bot = await startBot({ ...world, env });
  const modes = async () => {
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const inside = files.filter(({ parentPath }) => !parentPath.includes(`${path.sep}queue`));
    return await Promise.all(
      inside.map(async (file) => {
        const { mode } = await stat(path.join(file.parentPath, file.name));
        return [file.name, (mode & 0o777).toString(8)] as const;
      }),
    );
  };
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  const found = await modes();
  expect(found.map(([name]) => name)).toEqual(expect.arrayContaining(['muster.sqlite', 'lock.sqlite', 'queue']));
  expect(found.filter(([name, mode]) => mode !== (name === 'queue' ? '700' : '600'))).toEqual([]);
  await endOf(bot);
  expect(await runMuster(['audit', 'verify'], env).ended).toMatchObject({ code: 0 });
});
