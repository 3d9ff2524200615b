import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACTIONS, FIELDS } from '../../../src/slack/ids.ts';
import { closeAll, enforce, openWindow, READY, readOutcome, stop } from '../../support/acting.ts';
import { launchMuster, type Muster, PEOPLE } from '../../support/muster.ts';
import {
  directTexts,
  ephemeralTexts,
  expectDirect,
  expectModal,
  expectPrivate,
  PATIENCE_MS,
} from '../../support/screen.ts';
import {
  ask,
  countReadings,
  expectNoChange,
  firstReading,
  idle,
  readEnforcement,
  refusalCodes,
} from '../../support/state.ts';

const { olivia, oscar, ada, mia, max } = PEOPLE;
const LIMIT = { timeout: 180_000 };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let muster: Muster;
beforeAll(async () => {
  muster = await launchMuster({ people: READY, tickEveryMs: 300 });
  await firstReading(muster);
  await idle(muster);
}, LIMIT.timeout);
afterAll(() => muster.close(), LIMIT.timeout);

async function nextReading(): Promise<void> {
  const before = await countReadings(muster);
  muster.clock.forward(HOUR + 1000);
  await expect.poll(() => countReadings(muster), { timeout: PATIENCE_MS }).toBeGreaterThan(before);
  await idle(muster);
}

async function standing(): Promise<string> {
  const { state, armed } = await readEnforcement(muster);
  return armed === 1 ? 'armed' : state;
}

async function expectStanding(expected: string): Promise<void> {
  await expect.poll(standing, { timeout: PATIENCE_MS }).toBe(expected);
}

async function eventTypes(): Promise<string[]> {
  const events = await ask(muster, (db) => db.selectFrom('audit_events').select('type').orderBy('sequence').execute());
  return events.map(({ type }) => type);
}

async function openViolations() {
  return await ask(muster, (db) =>
    db
      .selectFrom('violations')
      .innerJoin('members', 'members.id', 'violations.member_id')
      .select('members.slack_user_id')
      .where('closed_at', 'is', null)
      .execute(),
  );
}

/** Asks to enforce while people are missing, and chooses how it may turn on by itself. */
async function openArming(userId: string, actionId: string): Promise<void> {
  await openWindow(muster, userId, 'enforce');
  await muster.slack.as(userId).press('modal', { action_id: actionId });
  await expectModal(muster.slack, userId, actionId === ACTIONS.armByDate ? /on the date/ : /finds everyone ready/);
}

function inDays(days: number): number {
  return Math.floor((muster.clock.now().getTime() + days * DAY) / 1000);
}

async function submitArming(userId: string, word = 'ENFORCE', date?: number | null) {
  return await muster.slack
    .as(userId)
    .submit('modal', { [FIELDS.word]: word, ...(date !== undefined && { [FIELDS.date]: date }) }, { unchecked: true });
}

async function status(userId: string): Promise<string> {
  const shown = ephemeralTexts(muster.slack, userId).length;
  await muster.slack.as(userId).command('/mfa', 'status');
  await expect.poll(() => ephemeralTexts(muster.slack, userId).length, { timeout: PATIENCE_MS }).toBeGreaterThan(shown);
  return ephemeralTexts(muster.slack, userId).at(-1) ?? '';
}

/** Presses a button of the last private answer. */
async function pressInStatus(userId: string, actionId: string): Promise<void> {
  await status(userId);
  const answer = muster.slack.lookAt(userId).ephemerals.at(-1);
  if (answer === undefined) throw new Error(`${userId} has no answer`);
  await muster.slack.as(userId).press(answer, { action_id: actionId });
}

async function expectMail(address: string, text: RegExp): Promise<void> {
  await expect
    .poll(() => muster.mailbox.list(address).some((mail) => text.test(mail.text)), { timeout: PATIENCE_MS })
    .toBe(true);
}

describe('when ready', () => {
  test('the result of a refused request offers it, and the wrong word changes nothing', LIMIT, async () => {
    muster.slack.setTwoFactor(mia.id, null);
    await enforce(muster, olivia.id);
    await expectModal(muster.slack, olivia.id, /1 person still needs to turn MFA on.*Turn on when everyone is ready/s);
    await muster.slack.as(olivia.id).press('modal', { action_id: ACTIONS.armWhenReady });
    await expectModal(muster.slack, olivia.id, /as soon as a complete reading finds everyone ready/);
    await expectNoChange(muster, async () => {
      expect(readOutcome(await submitArming(olivia.id, 'enforce'))).toMatch(/Please type ENFORCE in capital letters/);
    });
    await submitArming(olivia.id);
    await expectStanding('armed');
    await expectDirect(muster.slack, oscar.id, /armed MFA enforcement in Acme/);
    await expectMail('oscar@example.com', /as soon as a reading finds everyone ready/);
    await closeAll(muster, olivia.id);
  });

  test('status begins with the fixed sentence, and only people who may enforce can disarm', LIMIT, async () => {
    expect(await status(olivia.id)).toMatch(/^MFA enforcement is off\..*It is armed.*Disarm/s);
    const seen = await status(ada.id);
    expect(seen).toMatch(/^MFA enforcement is off\./);
    expect(seen).not.toContain('Disarm');
  });

  test('a reading with somebody missing changes nothing; the first with everyone turns it on', LIMIT, async () => {
    await nextReading();
    await nextReading();
    expect(await standing()).toBe('armed');
    muster.slack.setTwoFactor(mia.id, 'app');
    await nextReading();
    await expectStanding('on');
    await expectDirect(
      muster.slack,
      oscar.id,
      /Everyone was ready, so it turned on by itself, as <@UOLIVIA001> had set it/,
    );
    expect((await eventTypes()).slice(-1)).toEqual(['enforcement.on']);
    expect(await openViolations()).toEqual([]);
  });

  test('stop disarms, and disarming says so to owners', LIMIT, async () => {
    await stop(muster, olivia.id);
    await expectStanding('off');
    muster.slack.setTwoFactor(mia.id, null);
    await nextReading();
    await openArming(oscar.id, ACTIONS.armWhenReady);
    await submitArming(oscar.id);
    await expectStanding('armed');
    await stop(muster, olivia.id);
    await expectStanding('off');

    await openArming(oscar.id, ACTIONS.armWhenReady);
    await submitArming(oscar.id);
    await expectStanding('armed');
    await pressInStatus(olivia.id, ACTIONS.disarm);
    await expectPrivate(muster.slack, olivia.id, /MFA enforcement is disarmed/);
    expect(await standing()).toBe('off');
    await expectDirect(muster.slack, oscar.id, /<@UOLIVIA001> disarmed MFA enforcement in Acme/);
    muster.slack.setTwoFactor(mia.id, 'app');
    await nextReading();
    expect(await standing()).toBe('off');
  });

  test('it does not turn on when the person who armed it may no longer enforce', LIMIT, async () => {
    muster.slack.setTwoFactor(mia.id, null);
    await nextReading();
    await muster.slack.as(olivia.id).command('/mfa', `grant <@${ada.id}> enforce`);
    await expectPrivate(muster.slack, olivia.id, /now has the permission \*enforce\*/);
    await openArming(ada.id, ACTIONS.armWhenReady);
    await submitArming(ada.id);
    await expectStanding('armed');
    await muster.slack.as(olivia.id).command('/mfa', `revoke <@${ada.id}> enforce`);
    await expectPrivate(muster.slack, olivia.id, /no longer has the permission/);
    muster.slack.setTwoFactor(mia.id, 'app');
    await nextReading();
    await expectStanding('off');
    await expectDirect(
      muster.slack,
      olivia.id,
      /MFA enforcement stays off: <@UADA000003>, who had set it, no longer has/,
    );
    await expectMail('oscar@example.com', /who no longer has the permission “enforce”/);
  });
});

describe('by date', () => {
  test.each([
    ['no date', null, /Please choose a date and a time/],
    ['the past', -3, /Please choose tomorrow or a later day/],
    ['ten years', 3_650, /Please choose a date within a year/],
  ])('%s is an error at the field', LIMIT, async (_what, days, sentence) => {
    muster.slack.setTwoFactor(mia.id, null);
    muster.slack.setTwoFactor(max.id, null);
    await nextReading();
    await closeAll(muster, olivia.id);
    await openArming(olivia.id, ACTIONS.armByDate);
    const outcome = await expectNoChange(muster, () =>
      submitArming(olivia.id, 'ENFORCE', days === null ? null : inDays(days)),
    );
    expect(outcome).toMatchObject({ type: 'errors', errors: { date: expect.stringMatching(sentence) } });
  });

  test('without the permission it is refused and written down', LIMIT, async () => {
    await muster.slack.as(olivia.id).command('/mfa', `grant <@${ada.id}> enforce`);
    await expectPrivate(muster.slack, olivia.id, /now has the permission/);
    await openArming(ada.id, ACTIONS.armByDate);
    await muster.slack.as(olivia.id).command('/mfa', `revoke <@${ada.id}> enforce`);
    await expectPrivate(muster.slack, olivia.id, /no longer has the permission/);
    await expectNoChange(muster, async () => {
      expect(readOutcome(await submitArming(ada.id, 'ENFORCE', inDays(9)))).toMatch(/You need the permission/);
    });
    expect((await refusalCodes(muster, 'arm.refused')).at(-1)).toBe('not_permitted');
  });

  test('a week and a day before, all who lack MFA get a notice, once', LIMIT, async () => {
    await closeAll(muster, olivia.id);
    await openArming(olivia.id, ACTIONS.armByDate);
    await submitArming(olivia.id, 'ENFORCE', inDays(9));
    await expectStanding('scheduled');
    expect(await status(mia.id)).toMatch(/^MFA enforcement is scheduled for/);
    await expectDirect(muster.slack, oscar.id, /set a date for MFA enforcement in Acme/);
    const notices = (id: string) =>
      directTexts(muster.slack, id).filter((text) => /is mandatory for every member of Acme/.test(text)).length;
    await nextReading();
    expect(notices(mia.id)).toBe(0);

    muster.clock.forward(2 * DAY);
    await expect.poll(() => notices(mia.id), { timeout: PATIENCE_MS }).toBe(1);
    await expect.poll(() => notices(max.id), { timeout: PATIENCE_MS }).toBe(1);
    await expectMail('mia@example.com', /MFA becomes mandatory/);
    // Whoever turns it on hears no more of it.
    muster.slack.setTwoFactor(max.id, 'app');
    await nextReading();
    await expectDirect(muster.slack, max.id, /Thank you! Your MFA is on/);
    muster.clock.forward(6 * DAY - HOUR);
    await expect.poll(() => notices(mia.id), { timeout: PATIENCE_MS }).toBe(2);
    await nextReading();
    expect([notices(mia.id), notices(max.id), notices(ada.id)]).toEqual([2, 0, 0]);
    expect((await eventTypes()).filter((type) => type === 'date_notice.sent')).toHaveLength(2);
  });

  test(
    'while the directory is down at the date it waits, is told, and turns on with the next reading',
    LIMIT,
    async () => {
      muster.slack.faults.set('users.list', { type: 'error', error: 'fatal_error' });
      muster.clock.forward(DAY + HOUR);
      await expect.poll(() => countReadings(muster, 'failed'), { timeout: PATIENCE_MS }).toBeGreaterThan(0);
      muster.clock.forward(16 * MINUTE);
      await expectDirect(
        muster.slack,
        oscar.id,
        /The date for MFA enforcement has come in Acme, but there was no complete/,
      );
      expect(await standing()).toBe('scheduled');
      muster.slack.faults.clear();
      muster.clock.forward(6 * MINUTE);
      await expectStanding('on');
    },
  );

  test('whoever is missing has a violation with the grace period, and owners one notice', LIMIT, async () => {
    await expect.poll(openViolations, { timeout: PATIENCE_MS }).toEqual([{ slack_user_id: mia.id }]);
    await expectDirect(muster.slack, mia.id, /Acme now requires multifactor authentication.*Please do it by/s);
    await expectDirect(muster.slack, oscar.id, /The date that <@UOLIVIA001> had set has come.*still off for 1 person/s);
    await nextReading();
    const notices = await ask(muster, (db) => db.selectFrom('notices').select('kind').execute());
    expect(notices.filter(({ kind }) => kind === 'violation_opened')).toEqual([]);
  });

  test('cancelling the date tells owners and whoever had a notice', LIMIT, async () => {
    await stop(muster, olivia.id);
    await expectStanding('off');
    await closeAll(muster, olivia.id);
    await openArming(olivia.id, ACTIONS.armByDate);
    await submitArming(olivia.id, 'ENFORCE', inDays(3));
    // The week before has begun already: one notice, at once.
    await expectDirect(muster.slack, mia.id, /is mandatory for every member of Acme/);
    await pressInStatus(oscar.id, ACTIONS.disarm);
    await expectPrivate(muster.slack, oscar.id, /The date is cancelled/);
    await expectDirect(muster.slack, olivia.id, /<@UOSCAR0002> cancelled the date of MFA enforcement/);
    await expect
      .poll(
        () => directTexts(muster.slack, mia.id).filter((text) => /is mandatory for every member/.test(text)).length,
        {
          timeout: PATIENCE_MS,
        },
      )
      .toBe(0);
    muster.clock.forward(4 * DAY);
    await nextReading();
    expect(await standing()).toBe('off');
  });
});

describe('stop for a while', () => {
  test('it is paused, members are released, and it comes back by itself with fresh time', LIMIT, async () => {
    await closeAll(muster, olivia.id);
    muster.slack.setTwoFactor(mia.id, 'app');
    await nextReading();
    await enforce(muster, olivia.id);
    await expectStanding('on');
    muster.slack.setTwoFactor(mia.id, null);
    await nextReading();
    await expect.poll(openViolations, { timeout: PATIENCE_MS }).toHaveLength(1);

    await openWindow(muster, oscar.id, 'stop');
    const entries = { [FIELDS.word]: 'STOP', [FIELDS.end]: '4h' };
    await muster.slack.as(oscar.id).submit('modal', entries);
    await expectStanding('paused');
    expect(await status(mia.id)).toMatch(/^MFA enforcement is paused until .*comes back by itself/s);
    await expect.poll(openViolations, { timeout: PATIENCE_MS }).toHaveLength(0);
    await expectDirect(muster.slack, olivia.id, /It is paused until .* and comes back by itself then/);
    await expectMail('olivia@example.com', /Comes back by itself/);
    await nextReading();
    expect(await standing()).toBe('paused');

    muster.clock.forward(4 * HOUR);
    await expectStanding('on');
    await expect.poll(openViolations, { timeout: PATIENCE_MS }).toHaveLength(1);
    await expectDirect(
      muster.slack,
      olivia.id,
      /The pause that <@UOSCAR0002> had set is over, so it came back by itself/,
    );
  });

  test('it stays off when the person who set it is no owner any more', LIMIT, async () => {
    await openWindow(muster, oscar.id, 'stop');
    await muster.slack.as(oscar.id).submit('modal', { [FIELDS.word]: 'STOP', [FIELDS.end]: '1h' });
    await expectStanding('paused');
    await muster.slack.change(oscar.id, { is_owner: false, is_admin: false });
    muster.clock.forward(HOUR + MINUTE);
    await expectStanding('off');
    await expectDirect(
      muster.slack,
      olivia.id,
      /The pause of MFA enforcement is over in Acme, but MFA enforcement stays off/,
    );
    await muster.slack.change(oscar.id, { is_owner: true, is_admin: true });
  });
});
