import { describe, expect, onTestFinished, test } from 'vitest';
import { ACTIONS, FIELDS } from '../../../src/slack/ids.ts';
import { type Muster, type MusterOptions, PEOPLE, startMuster } from '../../support/muster.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { startRedis } from '../../support/redis.ts';
import { directTexts, expectDirect, expectModal, expectPrivate, readText } from '../../support/screen.ts';

const { olivia, oscar, mia, max } = PEOPLE;

async function postgres(): Promise<{ DATABASE_URL: string }> {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  return { DATABASE_URL: database.url };
}

async function redis(): Promise<{ REDIS_URL: string }> {
  const server = await startRedis();
  onTestFinished(() => server.stop());
  return { REDIS_URL: server.url };
}

/** Every pair of receiver, database and engine that the settings allow. */
const COMBINATIONS: {
  name: string;
  receiving: 'http' | 'socket';
  env: () => Promise<NonNullable<MusterOptions['env']>>;
}[] = [
  { name: 'signed HTTP, SQLite, embedded queue', receiving: 'http', env: async () => ({}) },
  { name: 'Socket Mode, SQLite, embedded queue', receiving: 'socket', env: async () => ({}) },
  { name: 'signed HTTP, PostgreSQL, PostgreSQL queue', receiving: 'http', env: postgres },
  { name: 'Socket Mode, PostgreSQL, PostgreSQL queue', receiving: 'socket', env: postgres },
  { name: 'Socket Mode, SQLite, Redis', receiving: 'socket', env: redis },
  {
    name: 'signed HTTP, PostgreSQL, Redis',
    receiving: 'http',
    env: async () => ({ ...(await postgres()), ...(await redis()) }),
  },
];

/** A person types the word into the modal that `/mfa enforce` opened. */
async function enforce({ slack }: Muster, userId: string, word = 'ENFORCE') {
  await slack.as(userId).command('/mfa', 'enforce');
  await expectModal(slack, userId, /mandatory/i);
  return slack.as(userId).submit('modal', { [FIELDS.word]: word });
}

function reminderOf({ slack }: Muster, userId: string) {
  const message = slack
    .lookAt(userId)
    .directMessages.find(({ blocks }) => JSON.stringify(blocks).includes(ACTIONS.checkAgain));
  if (message === undefined) throw new Error(`${userId} has no reminder`);
  return { channel: message.channel, ts: message.ts };
}

describe.each(COMBINATIONS)('the whole story over $name', ({ receiving, env }) => {
  test('refused, reminded, checked again, enforced, restarted, stopped', { timeout: 300_000 }, async () => {
    const muster = await startMuster({ receiving, env: await env() });
    const { slack, mailbox } = muster;

    await expect
      .poll(async () => {
        await slack.as(olivia.id).command('/mfa', 'status');
        return slack.lookAt(olivia.id).ephemerals.at(-1)?.text;
      })
      .toMatch(/^MFA enforcement is off\..*/s);

    // Refused: somebody is missing.
    await enforce(muster, olivia.id);
    const refusal = await expectModal(slack, olivia.id, /2 people still need to turn MFA on/);
    expect(refusal).toContain(mia.id);
    expect(refusal).toContain(max.id);

    // Reminded: a direct message and an email each.
    await slack.as(olivia.id).press('modal', { action_id: ACTIONS.remindMissing });
    for (const person of [mia, max]) {
      await expectDirect(slack, person.id, /turn on|MFA/i);
      await expect.poll(() => mailbox.list(`${person.name}@example.com`).length).toBe(1);
    }
    expect(directTexts(slack, olivia.id).join('\n')).not.toContain('Check me again');

    // Checked again: the message becomes a thank-you.
    for (const person of [mia, max]) {
      slack.setTwoFactor(person.id, 'app');
      const reminder = reminderOf(muster, person.id);
      await slack.as(person.id).press(reminder, { action_id: ACTIONS.checkAgain });
      await expect
        .poll(() => readText(slack.messages(reminder.channel).find(({ ts }) => ts === reminder.ts)?.blocks), {
          timeout: 20_000,
        })
        .toMatch(/thank/i);
    }

    // Enforced.
    await enforce(muster, olivia.id);
    await expectModal(slack, olivia.id, /MFA is now mandatory|enforcement is (now )?on/i);
    await expectDirect(slack, olivia.id, /on/);
    await expectDirect(slack, oscar.id, /enforce/i);
    await slack.as(olivia.id).command('/mfa', 'status');
    await expectPrivate(slack, olivia.id, /^MFA enforcement is on since/);

    // State survives a restart.
    await muster.restart();
    await slack.as(oscar.id).command('/mfa', 'status');
    await expectPrivate(slack, oscar.id, /^MFA enforcement is on since/);

    // Stopped: every owner has the email and the message.
    await slack.as(oscar.id).command('/mfa', 'stop');
    await expectModal(slack, oscar.id, /no longer/i);
    await slack.as(oscar.id).submit('modal', { [FIELDS.word]: 'STOP', [FIELDS.reason]: 'Moving to another provider' });
    await slack.as(oscar.id).command('/mfa', 'status');
    await expectPrivate(slack, oscar.id, /^MFA enforcement is off\./);
    for (const owner of [olivia, oscar]) {
      await expectDirect(slack, owner.id, /no longer enforced|stopped/i);
      await expect
        .poll(() =>
          mailbox.list(`${owner.name}@example.com`).some(({ text }) => /Moving to another provider/.test(text)),
        )
        .toBe(true);
    }
  });
});
