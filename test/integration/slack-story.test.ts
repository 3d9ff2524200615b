import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ACTIONS, BLOCKS, FIELDS } from '../../src/slack/ids.ts';
import { eventually } from '../support/wait.ts';
import { ADA, BEN, type Bot, OLGA, startBot } from './slack-bot.ts';

let bot: Bot;
afterEach(async () => {
  await bot.stop();
});

const word = (typed: string) => ({ [BLOCKS.word]: { [FIELDS.word]: typed } });

function textsOf(value: unknown): string {
  return JSON.stringify(value);
}

describe.each(['http', 'socket'] as const)('Over %s', (mode) => {
  beforeEach(async () => {
    bot = await startBot({ mode });
  });

  test('an owner is told who is missing, reminds them, enforces when all are ready, and stops', async () => {
    const { slack, settle } = bot;
    const olga = slack.as(OLGA);

    await olga.command('/mfa', 'enforce');
    await eventually(() => expect(slack.lookAt(OLGA).modals).toHaveLength(1));
    expect(textsOf(slack.lookAt(OLGA).modals)).toContain('MFA becomes mandatory for every member of Acme');
    expect(await olga.submit('modal', word('enforce'))).toMatchObject({ type: 'errors', from: 'app' });
    expect(await olga.submit('modal', word(' ENFORCE '))).toMatchObject({ type: 'updated' });
    expect(textsOf(slack.lookAt(OLGA).modals)).toContain('taking a fresh reading');
    await settle();
    const refused = textsOf(slack.lookAt(OLGA).modals);
    expect(refused).toContain(`<@${ADA}>`);
    expect(refused).not.toContain(`<@${BEN}>`);
    expect(textsOf(slack.lookAt(OLGA).directMessages)).toContain('1 person still needs to turn MFA on');

    await olga.press('modal', { action_id: ACTIONS.remindMissing });
    await eventually(async () => {
      await settle();
      expect(slack.lookAt(ADA).directMessages).toHaveLength(1);
    });
    await eventually(() => expect(textsOf(slack.lookAt(OLGA).modals)).toContain('Done: Muster sent 1 reminder.'));
    const [reminder] = slack.lookAt(ADA).directMessages;
    expect(reminder?.text).toContain('asks you to turn on multifactor authentication');

    slack.setTwoFactor(ADA, 'app');
    const where = { channel: reminder?.channel ?? '', ts: reminder?.ts ?? '' };
    await slack.as(ADA).press(where, { action_id: ACTIONS.checkAgain });
    await eventually(() => expect(textsOf(slack.lookAt(ADA).ephemerals)).toContain('Thank you!'));
    await settle();
    expect(slack.lookAt(ADA).directMessages[0]?.text).toContain('Thank you! Your MFA is on.');

    await olga.command('/mfa', 'enforce');
    await eventually(() => expect(slack.lookAt(OLGA).modals.at(-1)?.callback_id).toBe('enforce'));
    await olga.submit('modal', word('ENFORCE'));
    await settle();
    expect(textsOf(slack.lookAt(OLGA).modals)).toContain('MFA enforcement is on');
    const on = await olga.command('/mfa', 'status');
    expect(textsOf(on.reply)).toContain('MFA enforcement is on since ');

    await olga.command('/mfa', 'stop');
    await eventually(() => expect(slack.lookAt(OLGA).modals.at(-1)?.callback_id).toBe('stop'));
    await olga.submit('modal', { ...word('STOP'), [BLOCKS.reason]: { [FIELDS.reason]: 'An <!channel> audit' } });
    await settle();
    const stopped = slack.lookAt(OLGA).directMessages.at(-1);
    expect(stopped?.text).toContain('MFA is no longer enforced in Acme');
    expect(stopped?.text).toContain('An &lt;!channel&gt; audit');
    expect((await olga.command('/mfa', 'status')).reply).toMatchObject({
      ephemeral: { text: expect.stringMatching(/^MFA enforcement is off\./) },
    });
  });
});
