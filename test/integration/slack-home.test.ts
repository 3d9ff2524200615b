import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACTIONS } from '../../src/slack/ids.ts';
import { memberValue } from '../../src/slack/metadata.ts';
import { eventually } from '../support/wait.ts';
import { ADA, type Bot, OLGA, startBot } from './slack-bot.ts';

const PEOPLE = [
  { id: OLGA, name: 'olga', is_primary_owner: true, has_2fa: true },
  { id: ADA, name: 'ada' },
  ...Array.from({ length: 14 }, (_, index) => ({ id: `U0MISSING${index}`, name: `missing ${index}` })),
];

let bot: Bot;
beforeAll(async () => {
  bot = await startBot({ people: PEOPLE });
});
afterAll(async () => {
  await bot.stop();
});

const home = (user: string) => JSON.stringify(bot.slack.lookAt(user).home?.blocks ?? []);
const modals = (user: string) => JSON.stringify(bot.slack.lookAt(user).modals);

describe('The Home tab', () => {
  test('of a member shows their status, how to turn MFA on, and *Check me again*, and no names', async () => {
    await bot.slack.as(ADA).openHome();
    await eventually(() => expect(home(ADA)).toContain('Your MFA is off'));
    expect(home(ADA)).toContain('Turn on MFA');
    expect(home(ADA)).toContain('Check me again');
    expect(home(ADA)).not.toContain('U0MISSING');
    expect(home(ADA)).not.toContain('Enforce MFA');
  });

  test('of an admin shows readiness, who is missing a page at a time, and the buttons', async () => {
    const olga = bot.slack.as(OLGA);
    await olga.openHome();
    await eventually(() => expect(home(OLGA)).toContain('1 of 16 counted members have MFA on (6\u00a0%)'));
    expect(home(OLGA)).toContain('MFA enforcement is off.');
    expect(home(OLGA)).toContain('Enforce MFA');
    expect(home(OLGA)).toContain('Missing (MFA off): 15, page 1 of 2');
    expect(home(OLGA).match(/"type":"overflow"/g)).toHaveLength(10);
    await olga.press('home', { action_id: ACTIONS.homeNext });
    await eventually(() => expect(home(OLGA)).toContain('page 2 of 2'));
    await olga.press('home', { action_id: ACTIONS.homeFilter, value: 'unknown' });
    await eventually(() => expect(home(OLGA)).toContain('There is nobody whose MFA status is unknown'));
  });

  test('reminds one person from the row menu, once an hour', async () => {
    const olga = bot.slack.as(OLGA);
    await olga.openHome();
    await eventually(() => expect(home(OLGA)).toContain('page 1 of 2'));
    const [row] = home(OLGA).match(/mem_[0-9a-f-]{36}/) ?? [];
    if (row === undefined || !row.startsWith('mem_')) throw new Error('there is no row');
    const value = memberValue.encode({ do: 'remind', member: `mem_${row.slice(4)}` });
    await olga.press('home', { action_id: ACTIONS.memberMenu, value });
    await eventually(() => expect(modals(OLGA)).toContain('gets your reminder now'));
    await olga.close('modal', { all: true });
    await olga.press('home', { action_id: ACTIONS.memberMenu, value });
    await eventually(() => expect(modals(OLGA)).toContain('less than an hour ago'));
    await olga.close('modal', { all: true });
    await bot.settle();
    await eventually(() => expect(home(OLGA)).toContain('reminded <!date'));
  });

  test('opens the modals of enforce, reminding everyone and history', async () => {
    const olga = bot.slack.as(OLGA);
    for (const [action_id, text] of [
      [ACTIONS.homeEnforce, 'MFA becomes mandatory'],
      [ACTIONS.homeRemind, 'MFA is off for 15 people'],
      [ACTIONS.homeHistory, 'What happened, newest first'],
    ] as const) {
      await olga.press('home', { action_id });
      await eventually(() => expect(modals(OLGA)).toContain(text));
      await olga.close('modal', { all: true });
    }
  });
});

describe('The members', () => {
  test('are a modal with pages, a filter and a menu on every row', async () => {
    const olga = bot.slack.as(OLGA);
    await olga.command('/mfa', 'members');
    await eventually(() => expect(modals(OLGA)).toContain('Missing (MFA off): 15'));
    await olga.press('modal', { action_id: ACTIONS.membersFilter, value: 'pending' });
    await eventually(() => expect(modals(OLGA)).toContain('Nobody is pending.'));
    await olga.close('modal', { all: true });
  });
});

describe('While the directory hangs', () => {
  test('a check says so at once, and is answered later in the same place', async () => {
    const ada = bot.slack.as(ADA);
    bot.slack.faults.set('users.info', { type: 'slow', ms: 2000 });
    const { reply } = await ada.command('/mfa', 'check');
    expect(JSON.stringify(reply)).toContain('Checking…');
    const seen = () => JSON.stringify(bot.slack.lookAt(ADA).ephemerals);
    await eventually(() => expect(seen()).toContain('Your MFA is still off'));
    expect(seen()).not.toContain('Checking…');
    bot.slack.faults.clear();
  });
});

describe('Somebody new', () => {
  test('is a member as soon as they join, however often Slack says so', async () => {
    bot.slack.duplicateNext('event');
    await bot.slack.join({ id: 'U0NEW', name: 'newcomer' });
    await eventually(async () => {
      const { reply } = await bot.slack.as(OLGA).command('/mfa', 'status');
      expect(JSON.stringify(reply)).toContain('1 of 17 counted members');
    });
  });
});
