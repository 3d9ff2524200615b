import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ACTIONS } from '../../../src/slack/ids.ts';
import { closeAll, forge, READY, readAnswer } from '../../support/acting.ts';
import { launchMuster, type Muster, PEOPLE } from '../../support/muster.ts';
import {
  directTexts,
  ephemeralTexts,
  expectDirect,
  expectModal,
  expectPrivate,
  PATIENCE_MS,
} from '../../support/screen.ts';
import { ask, expectNoChange, expectState, firstReading, idle } from '../../support/state.ts';

const { olivia, oscar, ada, mia, max, guest, bot, stranger } = PEOPLE;
const LIMIT = { timeout: 150_000 };
const HOUR = 60 * 60_000;

const people = [
  ...READY.filter(({ id }) => id !== mia.id && id !== max.id),
  { ...mia, has_2fa: false },
  { ...max, has_2fa: false },
  { id: 'UGONE00001', name: 'greta', real_name: 'Greta Gone', deleted: true },
];

let muster: Muster;
beforeAll(async () => {
  muster = await launchMuster({ people });
  await firstReading(muster);
  await idle(muster);
}, LIMIT.timeout);
afterAll(() => muster.close(), LIMIT.timeout);

/** Types the command and waits for the answer to it. */
async function remind(userId: string, text: string, answer: RegExp): Promise<void> {
  const shown = ephemeralTexts(muster.slack, userId).length;
  await muster.slack.as(userId).command('/mfa', `remind ${text}`);
  await expect.poll(() => ephemeralTexts(muster.slack, userId).length, { timeout: PATIENCE_MS }).toBeGreaterThan(shown);
  await expectPrivate(muster.slack, userId, answer);
}

describe('a reminder that is refused', () => {
  test.each([
    [
      'somebody who has MFA on, kindly, after checking',
      `<@${oscar.id}>`,
      /Good news: this person has MFA on\. Muster just checked/,
    ],
    ['a bot', `<@${bot.id}|robot>`, /not a member of your organization \(a bot, an app/],
    ['a person of another workspace', `<@${stranger.id}>`, /not a member of your organization .*another workspace/],
    ['somebody whom nobody knows', '<@UNOBODY000>', /not a member of your organization|does not know this person/],
    ['somebody who has left', '<@UGONE00001>', /has left the workspace|does not know this person|not a member/],
    ['a name that is no mention', '@mia', /could not tell whom you mean/],
    ['a group', '<!subteam^S0GROUP01|@team>', /Groups cannot be reminded/],
    ['two people at once', `<@${mia.id}> <@${max.id}>`, /one person at a time/],
    ['nobody', '', /Whom would you like to remind\?/],
  ])('of %s', LIMIT, async (_who, text, answer) => {
    await expectNoChange(muster, () => remind(olivia.id, text, answer));
  });

  test('of somebody who was active and has left since', LIMIT, async () => {
    await muster.slack.join({ id: 'ULEAVER001', name: 'leo', real_name: 'Leo Leaver', has_2fa: false });
    await expectState(muster, 'ULEAVER001', 'active');
    await muster.slack.leave('ULEAVER001');
    await expectState(muster, 'ULEAVER001', 'deactivated');
    await expectNoChange(muster, () => remind(olivia.id, '<@ULEAVER001>', /This person has left the workspace/));
  });

  test.each([mia, guest])('by $name, who has no permission', LIMIT, async ({ id }) => {
    await expectNoChange(muster, async () => {
      await remind(id, `<@${max.id}>`, /You need the permission \*remind\*/);
      await remind(id, 'everyone', /You need the permission \*remind\*/);
      await muster.slack.as(id).command('/mfa', 'members missing');
      await expectPrivate(muster.slack, id, /You need the permission \*view\*/);
    });
    expect(ephemeralTexts(muster.slack, id).join()).not.toContain(max.id);
  });
});

describe('one manual reminder per member and hour', () => {
  test('the second is refused with the minutes that are left, whoever asks', LIMIT, async () => {
    await remind(ada.id, `<@${mia.id}>`, /gets your reminder now/);
    await expectDirect(muster.slack, mia.id, new RegExp(`<@${ada.id}> asks you to turn on`));
    await expectNoChange(muster, () =>
      remind(olivia.id, `<@${mia.id}>`, /reminded less than an hour ago\. You can remind them again in \d+ minutes/),
    );
  });

  test('and two at the same moment are one', LIMIT, async () => {
    muster.clock.forward(HOUR + 1000);
    const before = await countReminders();
    await Promise.all([
      muster.slack.as(olivia.id).command('/mfa', `remind <@${mia.id}>`),
      muster.slack.as(oscar.id).command('/mfa', `remind <@${mia.id}>`),
    ]);
    const answers = () => [olivia.id, oscar.id].map((id) => ephemeralTexts(muster.slack, id).at(-1) ?? '').join('\n');
    await expect.poll(answers, { timeout: PATIENCE_MS }).toMatch(/gets your reminder now/);
    await expect.poll(answers, { timeout: PATIENCE_MS }).toMatch(/reminded less than an hour ago/);
    expect(await countReminders()).toBe(before + 1);
  });
});

async function countReminders(): Promise<number> {
  return (await ask(muster, (db) => db.selectFrom('reminders').select('id').execute())).length;
}

describe('remind everyone', () => {
  test('a second Send of the same window sends nothing twice', LIMIT, async () => {
    muster.clock.forward(HOUR + 1000);
    const before = await countReminders();
    await muster.slack.as(olivia.id).command('/mfa', 'remind everyone');
    await expectModal(muster.slack, olivia.id, /MFA is off for 2 people/);
    const again = () => forge(muster, { owner: olivia.id, forger: olivia.id, word: '' });
    const foreign = await expectNoChange(muster, () => forge(muster, { owner: olivia.id, forger: mia.id, word: '' }));
    expect(readAnswer(foreign)).toMatch(/You need the permission \*remind\*/);
    const [, second] = await Promise.all([muster.slack.as(olivia.id).submit('modal'), again()]);
    expect(second.status).toBe(200);
    await expectModal(muster.slack, olivia.id, /Muster sent 2 reminders/);
    expect(await countReminders()).toBe(before + 2);
    await expectDirect(muster.slack, olivia.id, /Muster sent 2 reminders/);
    await closeAll(muster, olivia.id);
  });

  test('whom somebody reminded within the hour is passed over', LIMIT, async () => {
    const before = await countReminders();
    await muster.slack.as(olivia.id).command('/mfa', 'remind everyone');
    await expectModal(muster.slack, olivia.id, /MFA is off for 2 people/);
    await muster.slack.as(olivia.id).submit('modal');
    await expectModal(muster.slack, olivia.id, /Muster sent 0 reminders\. 2 people got none/);
    expect(await countReminders()).toBe(before);
    await closeAll(muster, olivia.id);
  });
});

describe('I need help', () => {
  function reminderOf(userId: string) {
    const message = muster.slack
      .lookAt(userId)
      .directMessages.findLast(({ blocks }) => JSON.stringify(blocks).includes(ACTIONS.needHelp));
    if (message === undefined) throw new Error(`${userId} has no reminder`);
    return message;
  }

  test('goes to who reminded', LIMIT, async () => {
    muster.clock.forward(HOUR + 1000);
    await remind(ada.id, `<@${mia.id}>`, /gets your reminder now/);
    await expectDirect(muster.slack, mia.id, new RegExp(`<@${ada.id}> asks you`));
    await expect.poll(() => JSON.stringify(reminderOf(mia.id).blocks), { timeout: PATIENCE_MS }).toContain(ada.id);
    const owners = directTexts(muster.slack, olivia.id).length;
    await muster.slack.as(mia.id).press(reminderOf(mia.id), { action_id: ACTIONS.needHelp });
    await expectPrivate(muster.slack, mia.id, /The person who asked you now knows/);
    await expectDirect(muster.slack, ada.id, new RegExp(`<@${mia.id}>.*help`, 's'));
    expect(directTexts(muster.slack, olivia.id).length).toBe(owners);
  });

  test('goes to the owners once who reminded has left', LIMIT, async () => {
    await muster.slack.leave(ada.id);
    await expectState(muster, ada.id, 'deactivated');
    await muster.slack.as(mia.id).press(reminderOf(mia.id), { action_id: ACTIONS.needHelp });
    await expectPrivate(muster.slack, mia.id, /The owners of this workspace now know/);
    for (const { id } of [olivia, oscar]) await expectDirect(muster.slack, id, new RegExp(`<@${mia.id}>.*help`, 's'));
    await muster.slack.change(ada.id, { deleted: false });
    await expectState(muster, ada.id, 'active');
  });

  test('pressed in somebody else’s message does nothing', LIMIT, async () => {
    const { channel, ts, blocks } = reminderOf(mia.id);
    const row = z.array(z.looseObject({ elements: z.array(z.looseObject({})).optional() })).parse(blocks);
    const button = row
      .flatMap(({ elements = [] }) => elements)
      .find((element) => element['action_id'] === ACTIONS.needHelp);
    expect(button?.['value']).toEqual(expect.stringContaining('rem_'));
    const before = ephemeralTexts(muster.slack, max.id).length;
    const path = await responseUrlOf(max.id);
    const answer = await expectNoChange(muster, async () => {
      const posted = await muster.slack.deliver({
        kind: 'interaction',
        body: {
          type: 'block_actions',
          team: { id: muster.slack.team.teamId, domain: muster.slack.team.domain },
          user: { id: max.id, team_id: muster.slack.team.teamId },
          api_app_id: muster.slack.team.appId,
          trigger_id: '1.2.x',
          container: { type: 'message', message_ts: ts, channel_id: channel },
          channel: { id: channel, name: 'directmessage' },
          response_url: path,
          actions: [{ type: 'button', action_id: ACTIONS.needHelp, block_id: 'reminder', value: button?.['value'] }],
        },
      });
      await expect
        .poll(() => ephemeralTexts(muster.slack, max.id).length, { timeout: PATIENCE_MS })
        .toBeGreaterThan(before);
      return posted;
    });
    expect(answer.status).toBe(200);
    await expectPrivate(muster.slack, max.id, /This message was not meant for you, so nothing was done/);
  });

  /** A response URL of that person, as any command has one. */
  async function responseUrlOf(userId: string): Promise<string> {
    return (await muster.slack.as(userId).command('/mfa', 'help')).responseUrl;
  }
});

describe('remind everyone with nobody missing', () => {
  test('sends nothing and says so; one who has MFA meanwhile gets a thank-you and no reminder', LIMIT, async () => {
    for (const { id } of [mia, max]) muster.slack.setTwoFactor(id, 'sms');
    muster.clock.forward(HOUR + 1000);
    const before = await countReminders();
    await muster.slack.as(olivia.id).command('/mfa', 'remind everyone');
    await expectModal(muster.slack, olivia.id, /fresh reading first/);
    await muster.slack.as(olivia.id).submit('modal');
    await expectModal(muster.slack, olivia.id, /Nobody needs a reminder: everyone whose status is known has MFA on/);
    expect(await countReminders()).toBe(before);
    await expectDirect(muster.slack, mia.id, /thank/i);
  });
});
