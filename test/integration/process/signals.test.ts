import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ACTIONS, FIELDS } from '../../../src/slack/ids.ts';
import { createSurroundings, type MusterOptions, PEOPLE } from '../../support/muster.ts';
import { runMuster, type Surroundings, startBot } from '../../support/process.ts';
import { expectModal, PATIENCE_MS, readText } from '../../support/screen.ts';
import { eventually } from '../../support/wait.ts';

const { olivia } = PEOPLE;
const FINISHED_WITHIN_MS = 30_000;

const members = Array.from({ length: 40 }, (_, index) => {
  const name = `member${String(index).padStart(2, '0')}`;
  return { id: `U${name.toUpperCase()}0`, name, real_name: `Member ${index}`, has_2fa: false };
});

async function surroundings(options: MusterOptions = {}) {
  const world = await createSurroundings({ people: [olivia, ...members], ...options });
  onTestFinished(() => world.close());
  return world;
}

async function openModal({ slack }: Surroundings, command: string, text: RegExp): Promise<void> {
  const show = async () => {
    await slack.as(olivia.id).command('/mfa', command);
    return readText(slack.lookAt(olivia.id).modals.at(-1)?.blocks);
  };
  await expect.poll(show, { timeout: PATIENCE_MS, interval: 500 }).toMatch(text);
}

function reminders({ slack }: Surroundings): number[] {
  return members.map(({ id }) => {
    const { directMessages } = slack.lookAt(id);
    return directMessages.filter(({ blocks }) => JSON.stringify(blocks).includes(ACTIONS.checkAgain)).length;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** Slack takes its time for one answer; `met` says that it was asked. */
function slowOnce({ slack }: Surroundings, method: string): { met: Promise<void> } {
  const met = new Promise<void>((resolve) => {
    const when = () => {
      resolve();
      return true;
    };
    slack.faults.set(method, { type: 'slow', ms: 700 }, { times: 1, when });
  });
  return { met };
}

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  test('while reminders are being sent: what runs is finished, the rest goes on after the next start', async () => {
    const world = await surroundings();
    world.slack.faults.set('chat.postMessage', { type: 'slow', ms: 500 }, { phase: 'after' });
    const bot = await startBot(world);
    await openModal(world, 'remind everyone', /40/);
    await world.slack.as(olivia.id).submit('modal');
    await eventually(() => expect(sum(reminders(world))).toBeGreaterThan(0), { intervalMs: 5 });
    const askedAt = performance.now();
    bot.kill(signal);
    const ended = await bot.ended;
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(performance.now() - askedAt).toBeLessThan(FINISHED_WITHIN_MS);
    expect(ended.stdout).toContain('Muster has stopped');

    // No lease has to run out: whatever was begun was finished and written down.
    world.slack.faults.clear();
    await startBot(world);
    await expect.poll(() => reminders(world), { timeout: 45_000 }).toEqual(members.map(() => 1));
  });

  test('while a request is being answered: it gets its answer, and new ones are not taken', async () => {
    const world = await surroundings({ people: [{ ...olivia, has_2fa: true }] });
    const bot = await startBot(world);
    await openModal(world, 'enforce', /mandatory/);
    // The role is read live at the submission.
    const fault = slowOnce(world, 'users.info');
    const submitted = world.slack.as(olivia.id).submit('modal', { [FIELDS.word]: 'ENFORCE' });
    await fault.met;
    bot.kill(signal);
    expect((await submitted).type).toBe('updated');
    expect(await bot.ended).toMatchObject({ code: 0, signal: null });

    world.slack.faults.clear();
    await startBot(world);
    await expectModal(world.slack, olivia.id, /mandatory|enforcement is (now )?on/i);
    await expect
      .poll(() => world.slack.lookAt(olivia.id).directMessages.length, { timeout: PATIENCE_MS })
      .toBeGreaterThan(0);
  });

  test('while it starts: it ends with 0 all the same', async () => {
    const world = await surroundings();
    const fault = slowOnce(world, 'auth.test');
    const run = runMuster(['start'], { ...world.env, LOG_LEVEL: 'info' });
    await fault.met;
    run.kill(signal);
    expect(await run.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  });
});

test('a second signal does not wait', async () => {
  const world = await surroundings();
  world.slack.faults.set('chat.postMessage', { type: 'slow', ms: 60_000 }, { phase: 'after' });
  const bot = await startBot(world);
  await openModal(world, 'remind everyone', /40/);
  await world.slack.as(olivia.id).submit('modal');
  await eventually(() => expect(sum(reminders(world))).toBeGreaterThan(0), { intervalMs: 5 });
  bot.kill('SIGTERM');
  await eventually(() => expect(bot.stdout()).toContain('Muster is stopping'), { intervalMs: 5 });
  const askedAt = performance.now();
  bot.kill('SIGTERM');
  expect(await bot.ended).toMatchObject({ code: 1, signal: null });
  expect(performance.now() - askedAt).toBeLessThan(15_000);
});

test('a mail server and a directory that hang, and somebody with half a request, hold nothing up', async () => {
  const world = await surroundings();
  const bot = await startBot(world);
  await world.mailbox.setFault({ type: 'hang' });
  await openModal(world, 'remind everyone', /40/);
  await world.slack.as(olivia.id).submit('modal');
  await expect.poll(() => sum(reminders(world)), { timeout: PATIENCE_MS }).toBe(40);
  world.slack.faults.set('users.list', { type: 'slow', ms: 120_000 });
  const { port } = new URL(bot.url);
  const socket = connect(Number(port), '127.0.0.1', () =>
    socket.write('POST /slack/events HTTP/1.1\r\nhost: a\r\ncontent-le'),
  );
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await openModal(world, 'enforce', /mandatory/);
  await world.slack.as(olivia.id).submit('modal', { [FIELDS.word]: 'ENFORCE' });
  const askedAt = performance.now();
  bot.kill('SIGTERM');
  expect(await bot.ended).toMatchObject({ code: 0, signal: null });
  expect(performance.now() - askedAt).toBeLessThan(FINISHED_WITHIN_MS);
});
