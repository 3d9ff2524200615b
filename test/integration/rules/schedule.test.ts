import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ACTIONS } from '../../../src/slack/ids.ts';
import { askUntil, closeAll, forge, openUntil, readAnswer, readOutcome } from '../../support/acting.ts';
import { launchMuster, type Muster, PEOPLE } from '../../support/muster.ts';
import { expectDirect, expectModal, expectPrivate, modalOf, PATIENCE_MS, readText } from '../../support/screen.ts';
import { ask, firstReading, idle } from '../../support/state.ts';

const { olivia, ada, mia, max } = PEOPLE;
const LIMIT = { timeout: 150_000 };
const DAY = 24 * 60 * 60_000;

let muster: Muster;
beforeAll(async () => {
  muster = await launchMuster({ tickEveryMs: 300 });
  await firstReading(muster);
  await idle(muster);
}, LIMIT.timeout);
afterAll(() => muster.close(), LIMIT.timeout);

beforeEach(async () => {
  for (const { id } of [olivia, ada, mia]) await closeAll(muster, id);
});

/** Opens what `/mfa schedule` shows. */
function open(text: RegExp, command = 'schedule'): Promise<void> {
  return openUntil(muster, olivia.id, command, text);
}

async function submit(entries: Parameters<ReturnType<Muster['slack']['as']>['submit']>[1] = {}): Promise<string> {
  return readOutcome(await muster.slack.as(olivia.id).submit('modal', entries, { unchecked: true }));
}

/** Chooses something that other fields belong to, and waits until they are there. */
async function choose(actionId: string, value: string, field: string): Promise<void> {
  await muster.slack.as(olivia.id).press('modal', { action_id: actionId, value });
  const fields = () => modalOf(muster.slack, olivia.id)?.blocks.map((block) => block['block_id']);
  await expect.poll(fields, { timeout: PATIENCE_MS }).toContain(field);
}

function secondsFromNow(ms: number): number {
  return Math.floor((muster.clock.now().getTime() + ms) / 1000);
}

function listCampaigns() {
  return ask(muster, (db) => db.selectFrom('campaigns').selectAll().orderBy('started_at').execute());
}

describe('/mfa schedule', () => {
  test('is refused to who has no enforce, at the command and at the submission', LIMIT, async () => {
    await askUntil(muster, ada.id, 'schedule', /permission \*enforce\*/);
    await open(/Whoever lacks MFA is reminded/);
    const { values } = modalOf(muster.slack, olivia.id)?.state ?? {};
    const forged = await forge(muster, { owner: olivia.id, forger: ada.id, values: values ?? {} });
    expect(readAnswer(forged)).toMatch(/permission \*enforce\*/);
    expect(await listCampaigns()).toEqual([]);
  });

  test('tells what is wrong under its field, and loses nothing that was typed', LIMIT, async () => {
    await open(/Whoever lacks MFA is reminded/);
    await choose(ACTIONS.campaignCadence, 'own', 'campaign_every');
    const typed = {
      campaign_deadline: secondsFromNow(-DAY),
      campaign_every: '99',
      campaign_message: 'Coffee afterwards?',
      campaign_timeZone: 'Europe/Atlantis',
      campaign_snoozeCount: '77',
    };
    const problems = await submit(typed);
    expect(problems).toMatch(/in the past/);
    expect(problems).toMatch(/number of working days/);
    expect(problems).toMatch(/zone does not exist/);
    expect(problems).toMatch(/number of times/);
    // Choosing something else shows the modal anew: what was typed stays.
    await choose(ACTIONS.campaignAudience, 'people', 'campaign_people');
    const state = JSON.stringify(modalOf(muster.slack, olivia.id)?.state);
    for (const text of ['Coffee afterwards?', 'Europe/Atlantis', '"99"', '"77"']) expect(state).toContain(text);
    expect(await submit()).toMatch(/Pick at least one person/);
    expect(await submit({ campaign_deadline: secondsFromNow(4_000 * DAY) })).toMatch(/within a year/);
    expect(await listCampaigns()).toEqual([]);
  });

  test('a user group that has vanished is told at its field', LIMIT, async () => {
    await open(/The user group that I named/, 'schedule <!subteam^S0VANISHED|@gone>');
    expect(await submit()).toMatch(/user group cannot be found/);
    await askUntil(muster, olivia.id, `schedule <@${mia.id}>`, /picked in the window/);
  });

  test('what ends in enforcement wants the typed word', LIMIT, async () => {
    await open(/Whoever lacks MFA is reminded/);
    await choose(ACTIONS.campaignOutcome, 'enforce_by_date', 'campaign_word');
    expect(await submit({ campaign_word: 'enforce' })).toMatch(/type ENFORCE in capital letters/);
    expect(await listCampaigns()).toEqual([]);
  });

  test('shows what real members would get, on their own clock', LIMIT, async () => {
    await open(/Whoever lacks MFA is reminded/);
    await muster.slack.as(olivia.id).press('modal', { action_id: ACTIONS.campaignPreview });
    const text = await expectModal(muster.slack, olivia.id, /These 2 people would get these messages/);
    expect(text).toMatch(new RegExp(`<@${mia.id}>`));
    expect(text).toMatch(/• (Mon|Tue|Wed|Thu|Fri) \d+ \w+, (09|1[0-6]):\d\d/);
    await muster.slack.as(olivia.id).close('modal');
    expect(readText(modalOf(muster.slack, olivia.id)?.blocks)).toMatch(/Whoever lacks MFA is reminded/);
  });

  test('starts, reminds in working hours, is put off, changed, paused and ended', LIMIT, async () => {
    await open(/Whoever lacks MFA is reminded/);
    await choose(ACTIONS.campaignAudience, 'people', 'campaign_people');
    const chosen = {
      campaign_people: [mia.id, max.id],
      campaign_except: [max.id],
      campaign_message: 'Coffee afterwards?',
    };
    expect(await submit(chosen)).toMatch(/The campaign runs/);
    await expectModal(muster.slack, olivia.id, /The campaign runs/);
    const [campaign] = await listCampaigns();
    expect(campaign).toMatchObject({ state: 'running', message: 'Coffee afterwards?' });

    // Up to the moment that was planned for her, whatever the day of the week.
    const planned = () => ask(muster, (db) => db.selectFrom('campaign_members').select('next_due_at').execute());
    await expect.poll(planned, { timeout: PATIENCE_MS }).toHaveLength(1);
    const [{ next_due_at: due } = { next_due_at: null }] = await planned();
    muster.clock.forward(new Date(due ?? 0).getTime() - muster.clock.now().getTime() + 1_000);
    await expectDirect(muster.slack, mia.id, /Coffee afterwards\?/);
    expect(muster.slack.lookAt(max.id).directMessages).toEqual([]);

    await askUntil(muster, mia.id, 'later', /You can put it off 3 times/);
    const { channel = '', ts = '' } = muster.slack.lookAt(mia.id).ephemerals.at(-1) ?? {};
    await muster.slack.as(mia.id).press({ channel, ts }, { action_id: ACTIONS.snoozeHour });
    await expectPrivate(muster.slack, mia.id, /reminds you again .*You can put it off 2 times more/);

    await open(/1 person who was picked until/);
    const menu = async (act: string) => {
      const value = JSON.stringify({ do: act, id: campaign?.id });
      await muster.slack.as(olivia.id).press('modal', { action_id: ACTIONS.campaignMenu, value });
    };
    await menu('pause');
    await expectModal(muster.slack, olivia.id, /Paused/);
    await menu('edit');
    await expectModal(muster.slack, olivia.id, /Whoever lacks MFA is reminded/);
    expect(await submit({ campaign_message: 'Tea, then.' })).toMatch(/Saved/);
    expect((await listCampaigns())[0]).toMatchObject({ state: 'paused', message: 'Tea, then.' });
    await open(/Paused/);
    await menu('end');
    await expectModal(muster.slack, olivia.id, /Nobody gets another reminder/);
    expect(await submit()).toMatch(/has ended/);
    expect((await listCampaigns())[0]).toMatchObject({ state: 'ended' });
    await openUntil(muster, olivia.id, 'history', /ended a campaign/);
    const history = await expectModal(muster.slack, olivia.id, /ended a campaign.*of 1 person had MFA, 1 reminded/s);
    expect(history).toMatch(/paused a campaign.*started a campaign.*for 2 people except 1, until \d{4}-\d\d-\d\d/s);
  });
});
