import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import { ACTIONS } from '../../../src/slack/ids.ts';
import { closeAll, forge, READY, readAnswer, readOutcome, turnOff, turnOn } from '../../support/acting.ts';
import { launchMuster, type Muster, PEOPLE } from '../../support/muster.ts';
import { expectDirect, expectModal, expectPrivate, modalOf, PATIENCE_MS, readText } from '../../support/screen.ts';
import { ask, firstReading, idle, memberOf, refusalCodes } from '../../support/state.ts';
import { eventually } from '../../support/wait.ts';

const { olivia, oscar, ada, mia } = PEOPLE;
const tess = {
  id: 'UTESS00010',
  name: 'tess',
  real_name: 'Tess Texter',
  has_2fa: true,
  two_factor_type: 'sms',
} as const;
const LIMIT = { timeout: 150_000 };

let muster: Muster;
beforeAll(async () => {
  muster = await launchMuster({ people: [...READY, tess] });
  await firstReading(muster);
  await idle(muster);
}, LIMIT.timeout);
afterAll(() => muster.close(), LIMIT.timeout);

beforeEach(async () => {
  muster.slack.faults.clear();
  for (const { id } of [olivia, oscar, ada, mia]) await closeAll(muster, id);
  await ask(muster, (db) => db.deleteFrom('settings').where('choices', 'not like', '%smsCounts%').execute());
});

/** Opens the modal of `/mfa settings`; on a busy machine it takes another try. */
async function openSettings(userId: string): Promise<void> {
  const attempt = async () => {
    await closeAll(muster, userId);
    await muster.slack.as(userId).command('/mfa', 'settings');
    await expect.poll(() => modalOf(muster.slack, userId), { timeout: 20_000 }).toBeDefined();
  };
  await eventually(attempt);
  await expectModal(muster.slack, userId, /hold for the whole organization/);
}

async function save(userId: string, entries: Record<string, string>, unchecked = false): Promise<string> {
  return readOutcome(await muster.slack.as(userId).submit('modal', entries, { unchecked }));
}

async function readChoices(): Promise<unknown> {
  const row = await ask(muster, (db) => db.selectFrom('settings').select('choices').executeTakeFirst());
  return row === undefined ? {} : JSON.parse(row.choices);
}

async function lastEvent(type: string) {
  const event = await ask(muster, (db) =>
    db
      .selectFrom('audit_events')
      .select(['before', 'after'])
      .where('type', '=', type)
      .orderBy('sequence', 'desc')
      .executeTakeFirstOrThrow(),
  );
  return { before: JSON.parse(event.before ?? 'null'), after: JSON.parse(event.after ?? 'null') };
}

describe('/mfa settings', () => {
  test('shows how it stands, saves what is chosen, and writes down what changed', LIMIT, async () => {
    await openSettings(olivia.id);
    expect(await save(olivia.id, { setting_graceDays: '14' })).toContain('Grace period 14 days.');
    expect(await readChoices()).toEqual({ graceDays: 14 });
    expect(await lastEvent('settings.changed')).toEqual({ before: { graceDays: 7 }, after: { graceDays: 14 } });
    await openSettings(oscar.id);
    expect(readText(modalOf(muster.slack, oscar.id)?.blocks)).toMatch(new RegExp(`Last changed by <@${olivia.id}>`));
  });

  test.each(['0', '31', '-3', '2.5', 'a week', '1e1'])(
    'says under the field that %s is no grace period',
    LIMIT,
    async (typed) => {
      await openSettings(olivia.id);
      expect(await save(olivia.id, { setting_graceDays: typed }, true)).toContain('whole number of days from 1 to 30');
      expect(await readChoices()).toEqual({});
      // What was typed is still there.
      expect(JSON.stringify(modalOf(muster.slack, olivia.id)?.state)).toContain(JSON.stringify(typed));
    },
  );

  test(
    'is refused to who has no manage, at the command and at the submission, and that is written down',
    LIMIT,
    async () => {
      await muster.slack.as(ada.id).command('/mfa', 'settings');
      await expectPrivate(muster.slack, ada.id, /permission \*manage\*/);
      await openSettings(olivia.id);
      const values = { setting_graceDays_0: { setting_graceDays: { type: 'number_input', value: '30' } } };
      for (const forger of [ada.id, mia.id]) {
        expect(readAnswer(await forge(muster, { owner: olivia.id, forger, values }))).toMatch(/permission \*manage\*/);
      }
      expect(await readChoices()).toEqual({});
      expect(await refusalCodes(muster, 'settings.refused')).toEqual([
        'not_permitted',
        'not_permitted',
        'not_permitted',
      ]);
    },
  );

  test('is refused while Slack does not tell the role', LIMIT, async () => {
    await openSettings(olivia.id);
    muster.slack.faults.set('users.info', { type: 'status', status: 500 });
    expect(await save(olivia.id, { setting_graceDays: '3' })).toMatch(/did not tell Muster your role/);
    expect(await readChoices()).toEqual({});
  });

  test(
    'two people at once: the second sees what is new beside what they typed, and can save it then',
    LIMIT,
    async () => {
      await openSettings(olivia.id);
      await openSettings(oscar.id);
      await save(olivia.id, { setting_graceDays: '14' });
      const answer = await save(oscar.id, { setting_graceDays: '3' });
      expect(answer).toMatch(new RegExp(`<@${olivia.id}> changed this while you had it open.*Grace period 14 days`));
      expect(JSON.stringify(modalOf(muster.slack, oscar.id)?.state)).toContain('"3"');
      expect(await readChoices()).toEqual({ graceDays: 14 });
      expect(await save(oscar.id, {})).toContain('Grace period 3 days.');
      expect(await readChoices()).toEqual({ graceDays: 3 });
    },
  );

  test('that nobody changed are left as they are, and no event is written', LIMIT, async () => {
    await openSettings(olivia.id);
    await openSettings(oscar.id);
    await save(olivia.id, { setting_graceDays: '14' });
    expect(await save(oscar.id, {})).toContain('Everything stays as it was.');
    expect(await readChoices()).toEqual({ graceDays: 14 });
    expect(DEFAULT_SETTINGS.graceDays).toBe(7);
  });

  test('open from the Home tab too', LIMIT, async () => {
    await muster.slack.as(olivia.id).openHome();
    await expect
      .poll(() => JSON.stringify(muster.slack.lookAt(olivia.id).home ?? null), { timeout: PATIENCE_MS })
      .toContain(ACTIONS.homeSettings);
    await muster.slack.as(olivia.id).press('home', { action_id: ACTIONS.homeSettings });
    await expectModal(muster.slack, olivia.id, /hold for the whole organization/);
  });
});

describe('text messages alone', () => {
  async function choose(option: 'counts' | 'missing'): Promise<void> {
    await openSettings(olivia.id);
    await save(olivia.id, { setting_smsCounts: option });
  }
  const statusOfTess = async () => (await memberOf(muster, tess.id))?.mfa_status;

  test(
    'count until an owner says otherwise; then who has nothing else is asked, told why, and owners hear',
    LIMIT,
    async () => {
      await turnOn(muster);
      await openSettings(olivia.id);
      expect(readText(modalOf(muster.slack, olivia.id)?.blocks)).toMatch(/1 person has no other method/);
      await choose('missing');
      await expect.poll(statusOfTess, { timeout: PATIENCE_MS }).toBe('disabled');
      await expectDirect(
        muster.slack,
        tess.id,
        /Text messages can be intercepted.*authenticator app or a security key/s,
      );
      await expectDirect(muster.slack, olivia.id, /MFA is off for.*They have text messages only/s);
      expect(await lastEvent('violation.opened')).toEqual({ before: null, after: { onlySms: true } });
      await muster.slack.as(tess.id).command('/mfa', 'status');
      await expectPrivate(muster.slack, tess.id, /text message only, and that does not count here/);
      await muster.slack.as(olivia.id).command('/mfa', 'status');
      await expectPrivate(muster.slack, olivia.id, /Text messages only,\* which do not count here: 1 of the missing/);
      // A check asks the directory again and judges by the same rule.
      await muster.slack.as(tess.id).command('/mfa', 'check');
      await expectPrivate(muster.slack, tess.id, /does not count here.*press \*Check me again\*/s);
      expect(await statusOfTess()).toBe('disabled');
    },
  );

  test(
    'count again when an owner says so: the violation closes and the reminder becomes a thank-you',
    LIMIT,
    async () => {
      await choose('missing');
      await expect.poll(statusOfTess, { timeout: PATIENCE_MS }).toBe('disabled');
      await choose('counts');
      await expect.poll(statusOfTess, { timeout: PATIENCE_MS }).toBe('enabled');
      await expectDirect(muster.slack, tess.id, /Thank you! Your MFA is on/);
      const open = await ask(muster, (db) =>
        db.selectFrom('violations').selectAll().where('closed_at', 'is', null).execute(),
      );
      expect(open).toEqual([]);
      await turnOff(muster);
    },
  );
});
