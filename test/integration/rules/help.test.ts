import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTIONS } from '../../../src/slack/ids.ts';
import { askUntil, closeAll, openUntil, READY, readOutcome } from '../../support/acting.ts';
import { launchMuster, type Muster, PEOPLE } from '../../support/muster.ts';
import { expectDirect, expectPrivate, modalOf, PATIENCE_MS, readText } from '../../support/screen.ts';
import { ask, firstReading, idle } from '../../support/state.ts';

const { olivia, oscar, ada, mia, max, guest } = PEOPLE;
const LIMIT = { timeout: 150_000 };
const lacking = new Set<string>([mia.id, max.id]);

let muster: Muster;
beforeAll(async () => {
  muster = await launchMuster({ people: READY.map((person) => ({ ...person, has_2fa: !lacking.has(person.id) })) });
  await firstReading(muster);
  await idle(muster);
}, LIMIT.timeout);
afterAll(() => muster.close(), LIMIT.timeout);

function channelNamed(name: string) {
  const found = muster.slack.channels().find((channel) => channel.type === 'channel' && channel.name === name);
  if (found?.type !== 'channel') throw new Error(`no channel ${name}`);
  return found;
}

function posted(name: string): string[] {
  return muster.slack.messages(name).map(({ text, blocks }) => `${text}\n${readText(blocks)}`);
}

async function choose(channel: string): Promise<string> {
  await openUntil(muster, olivia.id, 'settings', /hold for the whole organization/);
  return readOutcome(await muster.slack.as(olivia.id).submit('modal', { setting_helpChannel: channel }));
}

async function askForHelp(userId: string): Promise<void> {
  await askUntil(muster, olivia.id, `remind <@${userId}>`, /gets your reminder now/);
  const reminder = () => muster.slack.lookAt(userId).directMessages.at(-1);
  await expect.poll(reminder, { timeout: PATIENCE_MS }).toBeDefined();
  const { channel = '', ts = '' } = reminder() ?? {};
  await muster.slack.as(userId).press({ channel, ts }, { action_id: ACTIONS.needHelp });
  await expectPrivate(muster.slack, userId, /people who help here now know/);
}

test(
  'a channel in which Muster is not is told under its field, and nothing that was chosen is lost',
  LIMIT,
  async () => {
    for (const [chosen, sentence] of [
      [channelNamed('random').id, /Muster is not in this channel\. Type \/invite @Muster there/],
      ['C0NOBODY99', /Muster is not in this channel/],
      [mia.id, /a channel, not a person/],
    ] as const) {
      expect(await choose(chosen)).toMatch(sentence);
      expect(JSON.stringify(modalOf(muster.slack, olivia.id)?.state)).toContain(chosen);
      await closeAll(muster, olivia.id);
    }
    muster.slack.faults.set('chat.postMessage', { type: 'status', status: 500 }, { times: 1 });
    expect(await choose(channelNamed('general').id)).toMatch(/Slack did not answer in time/);
    expect(await ask(muster, (db) => db.selectFrom('settings').selectAll().execute())).toEqual([]);
    expect(posted('general')).toEqual([]);
  },
);

test(
  'a request for help goes to the channel with what was tried and without a name, which those with view may see',
  LIMIT,
  async () => {
    const { id } = channelNamed('general');
    // On a busy machine Slack may take too long to take the greeting: then people press again.
    await expect.poll(() => choose(id), { timeout: PATIENCE_MS }).toContain(`Requests for help go to <#${id}>.`);
    const greetings = posted('general').length;
    expect(posted('general').join()).toMatch(/when somebody presses \*I need help\*.*names nobody/);
    await askForHelp(mia.id);
    await expect.poll(() => posted('general').length, { timeout: PATIENCE_MS }).toBe(greetings + 1);
    const request = posted('general').at(-1);
    expect(request).toMatch(/Somebody asks for help .*So far: they were reminded once, and Muster last looked/s);
    expect(JSON.stringify(muster.slack.messages('general'))).not.toMatch(/Mia|UMIA/);

    const { channel = '', ts = '' } = muster.slack.messages('general').at(-1) ?? {};
    const press = (userId: string) =>
      muster.slack.as(userId).press({ channel, ts }, { action_id: ACTIONS.showWhoAsks });
    await press(ada.id);
    await expectPrivate(muster.slack, ada.id, new RegExp(`It is <@${mia.id}>`));
    await press(max.id);
    await expectPrivate(muster.slack, max.id, /You need the permission \*view\*/);
    expect(posted('general')).toHaveLength(greetings + 1);
    // Her own direct messages are still where reminders go.
    expect(muster.slack.lookAt(mia.id).directMessages).toHaveLength(1);
  },
);

test('where Muster was taken out of the channel, the owners get it and hear why', LIMIT, async () => {
  const general = channelNamed('general');
  general.hasBot = false;
  const before = posted('general').length;
  await askForHelp(max.id);
  const told = new RegExp(`<@${max.id}> asks for help.*cannot write to <#${general.id}>.*/mfa settings`, 's');
  for (const { id } of [olivia, oscar]) await expectDirect(muster.slack, id, told);
  expect(posted('general')).toHaveLength(before);
  expect(muster.slack.lookAt(guest.id).directMessages).toEqual([]);
});
