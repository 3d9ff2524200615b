import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACTIONS } from '../../../src/slack/ids.ts';
import { closeAll, READY, turnOff, turnOn } from '../../support/acting.ts';
import { launchMuster, type Muster, PEOPLE } from '../../support/muster.ts';
import { directTexts, expectDirect, expectModal, expectPrivate, PATIENCE_MS } from '../../support/screen.ts';
import { ask, countReadings, expectState, firstReading, idle, memberOf } from '../../support/state.ts';

const { olivia, oscar, ada, mia, max } = PEOPLE;
const LIMIT = { timeout: 180_000 };
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const NEWCOMER = 'UNEW000001';

let muster: Muster;
beforeAll(async () => {
  muster = await launchMuster({ people: READY, tickEveryMs: 300 });
  await firstReading(muster);
  await idle(muster);
}, LIMIT.timeout);
afterAll(() => muster.close(), LIMIT.timeout);

/** Lets the next reading by schedule come, and waits until it has ended. */
async function nextReading(): Promise<void> {
  const before = await countReadings(muster);
  muster.clock.forward(HOUR + 1000);
  await expect.poll(() => countReadings(muster), { timeout: PATIENCE_MS }).toBeGreaterThan(before);
}

async function openViolations() {
  const rows = await ask(muster, (db) => db.selectFrom('violations').selectAll().orderBy('id').execute());
  return rows.filter((row) => row.closed_at === null);
}

async function countNotices(kind: string): Promise<number> {
  const rows = await ask(muster, (db) => db.selectFrom('notices').select('kind').execute());
  return rows.filter((row) => row.kind === kind).length;
}

function reminderOf(userId: string) {
  const message = muster.slack
    .lookAt(userId)
    .directMessages.findLast(({ blocks }) => JSON.stringify(blocks).includes(ACTIONS.checkAgain));
  if (message === undefined) throw new Error(`${userId} has no reminder`);
  return message;
}

describe('join, while enforcement is on', () => {
  test('somebody with MFA is active at once, and gets no message', LIMIT, async () => {
    await turnOn(muster);
    await muster.slack.join({ id: 'UWITH00001', name: 'wim', real_name: 'Wim With', has_2fa: true });
    await expectState(muster, 'UWITH00001', 'active');
    await muster.slack.settled();
    expect(directTexts(muster.slack, 'UWITH00001')).toEqual([]);
  });

  test('somebody without MFA is pending: told at once, shown to admins, not counted', LIMIT, async () => {
    await muster.slack.join({ id: NEWCOMER, name: 'nora', real_name: 'Nora New', has_2fa: false });
    await expectState(muster, NEWCOMER, 'pending');
    await expectDirect(muster.slack, NEWCOMER, /Welcome to Acme!.*until then you are pending/s);
    await expect.poll(() => muster.mailbox.list('nora@example.com').length, { timeout: PATIENCE_MS }).toBe(1);
    await muster.slack.as(ada.id).command('/mfa', 'members pending');
    await expectModal(muster.slack, ada.id, new RegExp(NEWCOMER));
    await closeAll(muster, ada.id);
    await muster.slack.as(ada.id).command('/mfa', 'members missing');
    const missing = await expectModal(muster.slack, ada.id, /MFA/);
    expect(missing).not.toContain(NEWCOMER);
    await closeAll(muster, ada.id);
    await muster.slack.as(ada.id).command('/mfa', 'status');
    await expectPrivate(muster.slack, ada.id, /1 pending|1 is pending|pending/i);
    expect(await openViolations()).toEqual([]);
  });

  test('is admitted by Check me again', LIMIT, async () => {
    muster.slack.setTwoFactor(NEWCOMER, 'app');
    await muster.slack.as(NEWCOMER).press(reminderOf(NEWCOMER), { action_id: ACTIONS.checkAgain });
    await expectState(muster, NEWCOMER, 'active');
    await expectPrivate(muster.slack, NEWCOMER, /You are now an active member of Acme/);
  });

  test('somebody who comes back is pending again, and admitted by the next reading', LIMIT, async () => {
    await muster.slack.leave(NEWCOMER);
    await expectState(muster, NEWCOMER, 'deactivated');
    muster.slack.setTwoFactor(NEWCOMER, null);
    await muster.slack.change(NEWCOMER, { deleted: false });
    await expectState(muster, NEWCOMER, 'pending');
    await expect
      .poll(() => directTexts(muster.slack, NEWCOMER).filter((text) => /Welcome to Acme/.test(text)).length, {
        timeout: PATIENCE_MS,
      })
      .toBe(1);
    muster.slack.setTwoFactor(NEWCOMER, 'sms');
    await nextReading();
    await expectState(muster, NEWCOMER, 'active');
    await expectDirect(muster.slack, NEWCOMER, /thank|admitted|active member/i);
  });

  test('somebody whom no event told of is found by the next reading', LIMIT, async () => {
    const { requestUrl } = muster.slack;
    muster.slack.requestUrl = `${muster.url}/nowhere`;
    await muster.slack.join({ id: 'UQUIET0001', name: 'quin', real_name: 'Quin Quiet', has_2fa: false });
    await muster.slack.settled();
    muster.slack.requestUrl = requestUrl;
    expect(await memberOf(muster, 'UQUIET0001')).toBeUndefined();
    await nextReading();
    await expectState(muster, 'UQUIET0001', 'pending');
    await expectDirect(muster.slack, 'UQUIET0001', /Welcome to Acme/);
  });

  test('stop makes pending people active, and tells them', LIMIT, async () => {
    await turnOff(muster);
    await expectState(muster, 'UQUIET0001', 'active');
    await expectDirect(muster.slack, 'UQUIET0001', /no longer/i);
    await muster.slack.leave('UQUIET0001');
    await expectState(muster, 'UQUIET0001', 'deactivated');
  });
});

describe('stay, while enforcement is on', () => {
  test('MFA that is lost opens a violation: the member is reminded, owners get a notice', LIMIT, async () => {
    await closeAll(muster, olivia.id);
    await turnOn(muster);
    muster.slack.setTwoFactor(mia.id, null);
    await nextReading();
    await expect.poll(async () => (await openViolations()).length, { timeout: PATIENCE_MS }).toBe(1);
    await expectDirect(muster.slack, mia.id, /is off for you at the moment.*Please do it by/s);
    for (const { id } of [olivia, oscar])
      await expectDirect(muster.slack, id, new RegExp(`MFA is off for <@${mia.id}>`));
    await expect
      .poll(() => muster.mailbox.list('oscar@example.com').some(({ text }) => /MFA is off for/.test(text)), {
        timeout: PATIENCE_MS,
      })
      .toBe(true);
    await nextReading();
    expect((await openViolations()).length).toBe(1);
    expect(directTexts(muster.slack, mia.id).filter((text) => /is off for you/.test(text)).length).toBe(1);
  });

  test('unknown stops the grace clock and reminds nobody', LIMIT, async () => {
    const [before] = await openViolations();
    expect(before?.grace_running_since).not.toBeNull();
    const sent = directTexts(muster.slack, mia.id).length;
    muster.slack.setToken(muster.env['SLACK_ADMIN_TOKEN'] ?? '', { userId: max.id });
    await muster.slack.as(mia.id).press(reminderOf(mia.id), { action_id: ACTIONS.checkAgain });
    await expectPrivate(muster.slack, mia.id, /Your MFA status is unknown.*nothing that you did/s);
    await expect
      .poll(async () => (await openViolations())[0]?.grace_running_since, { timeout: PATIENCE_MS })
      .toBeNull();
    expect((await openViolations()).length).toBe(1);
    muster.clock.forward(9 * DAY);
    muster.slack.setToken(muster.env['SLACK_ADMIN_TOKEN'] ?? '', { userId: olivia.id });
    await nextReading();
    await expect
      .poll(async () => (await openViolations())[0]?.grace_running_since, { timeout: PATIENCE_MS })
      .not.toBeNull();
    // Nine days of not knowing were nobody's fault.
    expect(await countNotices('violations_overdue')).toBe(0);
    expect(directTexts(muster.slack, mia.id).length).toBe(sent);
  });

  test('what is overdue is told to owners once a day', LIMIT, async () => {
    muster.clock.forward(8 * DAY);
    await expect.poll(() => countNotices('violations_overdue'), { timeout: PATIENCE_MS }).toBe(1);
    await expectDirect(muster.slack, olivia.id, new RegExp(`time that they were given is over: .*<@${mia.id}>`));
    await nextReading();
    expect(await countNotices('violations_overdue')).toBe(1);
    muster.clock.forward(DAY);
    await expect.poll(() => countNotices('violations_overdue'), { timeout: PATIENCE_MS }).toBe(2);
  });

  test('MFA that is back closes it, and the message becomes a thank-you', LIMIT, async () => {
    const { ts } = reminderOf(mia.id);
    muster.slack.setTwoFactor(mia.id, 'app');
    await muster.slack.as(mia.id).press(reminderOf(mia.id), { action_id: ACTIONS.checkAgain });
    await expect.poll(async () => (await openViolations()).length, { timeout: PATIENCE_MS }).toBe(0);
    const edited = () => muster.slack.lookAt(mia.id).directMessages.find((message) => message.ts === ts)?.text;
    await expect.poll(edited, { timeout: PATIENCE_MS }).toMatch(/thank/i);
  });

  test('who is deactivated: violation closed, reminders cancelled, grants void', LIMIT, async () => {
    await muster.slack.as(olivia.id).command('/mfa', `grant <@${mia.id}> view`);
    await expectPrivate(muster.slack, olivia.id, /now has the permission \*view\*/);
    muster.slack.faults.set('chat.postMessage', { type: 'rate-limited', retryAfterSeconds: 30 }, { times: 3 });
    muster.slack.setTwoFactor(mia.id, null);
    await nextReading();
    await expect.poll(async () => (await openViolations()).length, { timeout: PATIENCE_MS }).toBe(1);
    await muster.slack.leave(mia.id);
    await expectState(muster, mia.id, 'deactivated');
    await expect.poll(async () => (await openViolations()).length, { timeout: PATIENCE_MS }).toBe(0);
    const facts = await ask(muster, async (db) => ({
      grants: await db.selectFrom('grants').selectAll().execute(),
      open: await db.selectFrom('reminders').selectAll().where('state', '=', 'open').execute(),
    }));
    expect(facts).toEqual({ grants: [], open: [] });
    muster.slack.faults.clear();
  });

  test('no channel ever saw a name', LIMIT, async () => {
    const inChannels = muster.slack
      .channels()
      .filter(({ type }) => type !== 'im')
      .flatMap(({ id }) => muster.slack.messages(id));
    expect(inChannels).toEqual([]);
  });
});
