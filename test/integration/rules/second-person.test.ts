import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACTIONS, FIELDS } from '../../../src/slack/ids.ts';
import { closeAll, openWindow, READY, stop, turnOn } from '../../support/acting.ts';
import { launchMuster, type Muster, PEOPLE } from '../../support/muster.ts';
import { directTexts, expectDirect, expectModal, expectPrivate, PATIENCE_MS } from '../../support/screen.ts';
import { ask, firstReading, idle, readEnforcement, refusalCodes } from '../../support/state.ts';

const { olivia, oscar, ada, mia, max } = PEOPLE;
const LIMIT = { timeout: 180_000 };
const HOUR = 60 * 60_000;
const WANTS_TO_STOP = /In Acme, .* wants to stop enforcing MFA/;

let muster: Muster;
beforeAll(async () => {
  muster = await launchMuster({ people: READY, tickEveryMs: 300 });
  await firstReading(muster);
  await idle(muster);
}, LIMIT.timeout);
afterAll(() => muster.close(), LIMIT.timeout);

async function expectState(state: string): Promise<void> {
  await expect.poll(async () => (await readEnforcement(muster)).state, { timeout: PATIENCE_MS }).toBe(state);
}

async function lastApproval() {
  const rows = await ask(muster, (db) => db.selectFrom('approvals').select('state').orderBy('id').execute());
  return rows.at(-1)?.state;
}

async function expectApproval(state: string): Promise<void> {
  await expect.poll(lastApproval, { timeout: PATIENCE_MS }).toBe(state);
}

/** Chooses in the modal of `/mfa settings`. */
async function choose(userId: string, entries: Readonly<Record<string, string>>) {
  await closeAll(muster, userId);
  await muster.slack.as(userId).command('/mfa', 'settings');
  await expectModal(muster.slack, userId, /hold for the whole organization/);
  return await muster.slack.as(userId).submit('modal', entries);
}

/** The newest message with buttons that asks this person. */
async function press(userId: string, actionId: string): Promise<void> {
  const find = () =>
    muster.slack
      .lookAt(userId)
      .directMessages.findLast(({ blocks }) => JSON.stringify(blocks).includes(`"action_id":"${actionId}"`));
  await expect.poll(() => find() !== undefined, { timeout: PATIENCE_MS }).toBe(true);
  const message = find();
  if (message === undefined) throw new Error(`${userId} was not asked`);
  await muster.slack.as(userId).press(message, { action_id: actionId });
}

async function grant(userId: string): Promise<void> {
  await muster.slack.as(olivia.id).command('/mfa', `grant <@${userId}> enforce`);
  await expectPrivate(muster.slack, olivia.id, /now has the permission \*enforce\*|already have the permission/);
}

describe('weakening takes two', () => {
  test('an owner turns the rule on, and stopping then asks everybody who can agree', LIMIT, async () => {
    await turnOn(muster);
    await choose(olivia.id, { setting_secondPerson: 'two' });
    await expectModal(muster.slack, olivia.id, /Saved/);
    await grant(ada.id);
    await openWindow(muster, olivia.id, 'stop');
    await expectModal(muster.slack, olivia.id, /A second person has to agree/);
    await muster.slack.as(olivia.id).submit('modal', { [FIELDS.word]: 'STOP', [FIELDS.reason]: 'A new provider' });
    await expectApproval('open');
    await expectDirect(muster.slack, oscar.id, WANTS_TO_STOP);
    await expectDirect(muster.slack, oscar.id, /A new provider/);
    await expect
      .poll(() => muster.mailbox.list('oscar@example.com').some(({ text }) => /wants to stop enforcing/.test(text)), {
        timeout: PATIENCE_MS,
      })
      .toBe(true);
    expect((await readEnforcement(muster)).state).toBe('on');
    // Who got the permission from the requester just now is not even asked.
    expect(directTexts(muster.slack, ada.id).some((text) => WANTS_TO_STOP.test(text))).toBe(false);
  });

  test('a second request for the same is refused while one is open', LIMIT, async () => {
    await stop(muster, oscar.id);
    await expectModal(muster.slack, oscar.id, /has already been asked for this/);
    await closeAll(muster, oscar.id);
  });

  test('Decline changes nothing, and every message says what became of it', LIMIT, async () => {
    await press(oscar.id, ACTIONS.decline);
    await expectApproval('declined');
    await expectState('on');
    await expectDirect(muster.slack, oscar.id, /<@UOSCAR0002> declined it, so nothing was changed/);
    await expectDirect(muster.slack, olivia.id, /You asked to stop enforcing MFA.*declined it/s);
  });

  test('Approve does it at once, and the owners’ notice names both', LIMIT, async () => {
    await closeAll(muster, olivia.id);
    await stop(muster, olivia.id);
    await expectApproval('open');
    await press(oscar.id, ACTIONS.approve);
    await expectState('off');
    await expectApproval('approved');
    await expectDirect(muster.slack, olivia.id, /<@UOLIVIA001> stopped it.*and <@UOSCAR0002> agreed/s);
  });

  test('two who press at once end it once', LIMIT, async () => {
    await closeAll(muster, olivia.id);
    await turnOn(muster);
    // A day after the grant the second person may be Ada, too.
    muster.clock.forward(25 * HOUR);
    await closeAll(muster, olivia.id);
    await stop(muster, olivia.id);
    await expectApproval('open');
    await expectDirect(muster.slack, ada.id, WANTS_TO_STOP);
    await Promise.all([press(oscar.id, ACTIONS.approve), press(ada.id, ACTIONS.decline)]);
    await expect.poll(lastApproval, { timeout: PATIENCE_MS }).toMatch(/approved|declined/);
    await expect
      .poll(async () => (await refusalCodes(muster, 'approval.refused')).at(-1), { timeout: PATIENCE_MS })
      .toBe('approval_closed');
    await expectState((await lastApproval()) === 'approved' ? 'off' : 'on');
  });

  test('without an answer it lapses after 24 hours', LIMIT, async () => {
    await closeAll(muster, oscar.id);
    if ((await readEnforcement(muster)).state === 'off') await turnOn(muster, oscar.id);
    await closeAll(muster, oscar.id);
    await stop(muster, oscar.id);
    await expectApproval('open');
    muster.clock.forward(24 * HOUR);
    await expectApproval('lapsed');
    await expectState('on');
    await expectDirect(muster.slack, oscar.id, /Nobody answered within 24 hours, so it has lapsed/);
  });

  test('a longer grace period, no locks and turning the rule off take two, a shorter one does not', LIMIT, async () => {
    const settings = () => ask(muster, (db) => db.selectFrom('settings').select('choices').executeTakeFirst());
    await choose(olivia.id, { setting_graceDays: '3' });
    await expect.poll(async () => (await settings())?.choices, { timeout: PATIENCE_MS }).toContain('"graceDays":3');
    await choose(olivia.id, { setting_graceDays: '20' });
    await expectModal(muster.slack, olivia.id, /a second person has to agree/);
    await press(oscar.id, ACTIONS.approve);
    await expect.poll(async () => (await settings())?.choices, { timeout: PATIENCE_MS }).toContain('"graceDays":20');
    await choose(olivia.id, { setting_locking: 'lock' });
    await expect.poll(async () => (await settings())?.choices, { timeout: PATIENCE_MS }).toContain('"locking":true');
    await choose(olivia.id, { setting_locking: 'tell' });
    await expectModal(muster.slack, olivia.id, /That nobody is locked: \*nothing was changed yet/);
    expect((await settings())?.choices).toContain('"locking":true');
    await press(oscar.id, ACTIONS.approve);
    await expect.poll(async () => (await settings())?.choices, { timeout: PATIENCE_MS }).not.toContain('locking');
    await choose(olivia.id, { setting_secondPerson: 'one' });
    await expectApproval('open');
    expect((await settings())?.choices).toContain('"secondPerson":true');
  });

  test(
    'an exemption takes two where more than a fifth would be exempt, and the reason is kept with it',
    LIMIT,
    async () => {
      await press(olivia.id, ACTIONS.decline);
      await expectApproval('withdrawn');
      const exemptions = () => ask(muster, (db) => db.selectFrom('exemptions').select('reason').execute());
      const endDay = new Date(muster.clock.now().getTime() + 10 * 24 * HOUR).toISOString().slice(0, 10);
      const entries = { [FIELDS.reason]: 'On leave', [FIELDS.sponsor]: ada.id, [FIELDS.end]: endDay };
      for (const { id } of [mia, max]) {
        await closeAll(muster, olivia.id);
        await muster.slack.as(olivia.id).command('/mfa', `exempt <@${id}>`);
        await expectModal(muster.slack, olivia.id, /is not counted while exempt/);
        await muster.slack.as(olivia.id).submit('modal', entries);
        await expect.poll(exemptions, { timeout: PATIENCE_MS }).toHaveLength(1);
      }
      await expectApproval('open');
      await expectDirect(
        muster.slack,
        oscar.id,
        /In Acme, <@UOLIVIA001> wants to exempt <@UMAX000005>, so that more than a fifth/,
      );
      await press(oscar.id, ACTIONS.approve);
      await expect.poll(exemptions, { timeout: PATIENCE_MS }).toEqual([{ reason: 'On leave' }, { reason: 'On leave' }]);
      await choose(olivia.id, { setting_secondPerson: 'one' });
      await expectApproval('open');
    },
  );

  test('when nobody is left who could agree, it is announced and takes effect after 24 hours', LIMIT, async () => {
    await press(olivia.id, ACTIONS.decline);
    await expectApproval('withdrawn');
    await muster.slack.as(olivia.id).command('/mfa', `revoke <@${ada.id}> enforce`);
    await expectPrivate(muster.slack, olivia.id, /no longer has the permission/);
    await muster.slack.change(oscar.id, { is_owner: false, is_admin: false });
    await muster.slack.settled();
    await choose(olivia.id, { setting_secondPerson: 'one' });
    await expectApproval('open');
    await expectDirect(muster.slack, olivia.id, /Nobody else can agree, so every owner is told/);
    muster.clock.forward(24 * HOUR);
    await expectApproval('took_effect');
    // Now there is no second person, so the rule cannot be turned on again.
    const outcome = await choose(olivia.id, { setting_secondPerson: 'two' });
    expect(outcome).toMatchObject({ type: 'errors' });
  });
});
