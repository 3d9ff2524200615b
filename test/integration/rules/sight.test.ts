import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACTIONS } from '../../../src/slack/ids.ts';
import { closeAll, enforce, forgePress, openWindow, READY, turnOff, turnOn } from '../../support/acting.ts';
import { launchMuster, type Muster, PEOPLE, TOKENS } from '../../support/muster.ts';
import {
  directTexts,
  ephemeralTexts,
  expectDirect,
  expectModal,
  expectPrivate,
  PATIENCE_MS,
  readText,
} from '../../support/screen.ts';
import { ask, countReadings, expectNoChange, firstReading, idle, refusalCodes } from '../../support/state.ts';

const { olivia, oscar, ada, mia, max } = PEOPLE;
const LIMIT = { timeout: 150_000 };
const HOUR = 60 * 60_000;
const WHAT_IS_MISSING = /put their User OAuth Token.*SLACK_ADMIN_TOKEN/s;
/** What nobody may read who is only not known about. */
const ACCUSATION = /still need|MFA is off for [1-9]|Your MFA is off|MFA was not on\)/;

let muster: Muster;

async function answerTo(userId: string, text: string): Promise<string> {
  const shown = ephemeralTexts(muster.slack, userId).length;
  await muster.slack.as(userId).command('/mfa', text);
  await expect.poll(() => ephemeralTexts(muster.slack, userId).length, { timeout: PATIENCE_MS }).toBeGreaterThan(shown);
  return ephemeralTexts(muster.slack, userId).at(-1) ?? '';
}

describe('without an admin token every screen says what is missing, and accuses nobody', () => {
  beforeAll(async () => {
    muster = await launchMuster({ env: { SLACK_ADMIN_TOKEN: undefined } });
    await firstReading(muster);
    await idle(muster);
  }, LIMIT.timeout);
  afterAll(() => muster.close(), LIMIT.timeout);

  test('/mfa status', LIMIT, async () => {
    const said = await answerTo(olivia.id, 'status');
    expect(said).toMatch(WHAT_IS_MISSING);
    expect(said).toMatch(/unknown/);
    expect(said).not.toMatch(ACCUSATION);
    const own = await answerTo(mia.id, 'status');
    expect(own).toMatch(/Your MFA status is unknown.*nothing that you did/s);
    expect(own).not.toMatch(ACCUSATION);
  });

  test('/mfa check', LIMIT, async () => {
    await muster.slack.as(mia.id).command('/mfa', 'check');
    await expectPrivate(muster.slack, mia.id, WHAT_IS_MISSING);
    await expectPrivate(muster.slack, mia.id, /unknown/);
  });

  test('/mfa enforce, in the window and in the refusal, which uses the word unknown', LIMIT, async () => {
    await openWindow(muster, olivia.id, 'enforce');
    const shown = await expectModal(muster.slack, olivia.id, WHAT_IS_MISSING);
    expect(shown).not.toMatch(ACCUSATION);
    await expectNoChange(muster, async () => {
      await enforce(muster, olivia.id);
      await expectModal(muster.slack, olivia.id, /unknown/);
      await expectDirect(muster.slack, olivia.id, /unknown/);
    });
    expect(await refusalCodes(muster, 'enforce.refused')).toEqual(['actor_not_enabled']);
    await closeAll(muster, olivia.id);
  });

  test('/mfa remind', LIMIT, async () => {
    await expectNoChange(muster, async () => {
      await muster.slack.as(olivia.id).command('/mfa', `remind <@${mia.id}>`);
      await expectPrivate(
        muster.slack,
        olivia.id,
        /The MFA status of this person is unknown, so Muster does not remind/,
      );
      await expectPrivate(muster.slack, olivia.id, WHAT_IS_MISSING);
    });
    await muster.slack.as(olivia.id).command('/mfa', 'remind everyone');
    const shown = await expectModal(muster.slack, olivia.id, WHAT_IS_MISSING);
    expect(shown).toMatch(/The MFA status of 6 people is unknown\. Muster does not write to them/);
    expect(shown).not.toMatch(ACCUSATION);
    await closeAll(muster, olivia.id);
  });

  test('/mfa members, and the Home tab', LIMIT, async () => {
    await muster.slack.as(olivia.id).command('/mfa', 'members missing');
    const missing = await expectModal(muster.slack, olivia.id, WHAT_IS_MISSING);
    expect(missing).not.toContain(mia.id);
    await closeAll(muster, olivia.id);
    await muster.slack.as(olivia.id).command('/mfa', 'members unknown');
    await expectModal(muster.slack, olivia.id, new RegExp(mia.id));
    await closeAll(muster, olivia.id);
    await muster.slack.as(olivia.id).openHome();
    const home = () => readText(muster.slack.lookAt(olivia.id).home?.blocks);
    await expect.poll(home, { timeout: PATIENCE_MS }).toMatch(WHAT_IS_MISSING);
    expect(home()).not.toMatch(ACCUSATION);
  });

  test('nobody got a message of it but the one who asked', () => {
    for (const { id } of [mia, max, ada, oscar]) expect(directTexts(muster.slack, id)).toEqual([]);
  });
});

describe('an admin token that has lost its rights', () => {
  beforeAll(async () => {
    muster = await launchMuster({ people: READY, tickEveryMs: 300 });
    await firstReading(muster);
    await idle(muster);
  }, LIMIT.timeout);
  afterAll(() => muster.close(), LIMIT.timeout);

  async function heldReading(): Promise<void> {
    const before = await countReadings(muster, 'held');
    muster.clock.forward(HOUR + 1000);
    await expect.poll(() => countReadings(muster, 'held'), { timeout: PATIENCE_MS }).toBeGreaterThan(before);
  }

  test('its reading is held and told to owners, who see no violation and no change', LIMIT, async () => {
    await turnOn(muster);
    await closeAll(muster, olivia.id);
    muster.slack.setToken(TOKENS.adminToken, { userId: max.id });
    await heldReading();
    for (const { id } of [olivia, oscar])
      await expectDirect(
        muster.slack,
        id,
        /reading of Slack looked wrong, so Muster holds it back.*Accept the change/s,
      );
    await expect
      .poll(
        () =>
          muster.mailbox
            .list('oscar@example.com')
            .some(({ text }) => /looks very different from the one before/.test(text)),
        {
          timeout: PATIENCE_MS,
        },
      )
      .toBe(true);
    // It is told once per trouble, not at every pass.
    await expectNoChange(muster, heldReading);
    expect(directTexts(muster.slack, mia.id)).toEqual([]);
    expect(await ask(muster, (db) => db.selectFrom('violations').selectAll().execute())).toEqual([]);
  });

  test('a request to enforce is refused with it', LIMIT, async () => {
    await turnOff(muster);
    await expectNoChange(muster, async () => {
      await enforce(muster, oscar.id);
      await expectModal(muster.slack, oscar.id, /The reading looked wrong and is held back, so nothing was changed/);
    });
    expect((await refusalCodes(muster, 'enforce.refused')).at(-1)).toBe('reading_held');
    await closeAll(muster, oscar.id);
  });

  test('who has no manage cannot accept it', LIMIT, async () => {
    for (const { id } of [ada, mia]) {
      await expectNoChange(muster, async () => {
        expect((await forgePress(muster, id, { action_id: ACTIONS.acceptReading })).status).toBe(200);
        await expectPrivate(muster.slack, id, /You need the permission \*manage\*/);
      });
    }
    expect(await countReadings(muster, 'held')).toBeGreaterThan(0);
  });

  test('an owner accepts it; then everybody is unknown, and a second acceptance finds nothing', LIMIT, async () => {
    const before = await countReadings(muster);
    await forgePress(muster, olivia.id, { action_id: ACTIONS.acceptReading });
    await expectPrivate(muster.slack, olivia.id, /takes a fresh reading now and accepts what it finds/);
    await expect.poll(() => countReadings(muster), { timeout: PATIENCE_MS }).toBe(before + 1);
    const said = await answerTo(olivia.id, 'status');
    expect(said).toMatch(/belongs to somebody who is not an admin of this workspace \(any more\)/);
    expect(said).not.toMatch(ACCUSATION);
    await forgePress(muster, olivia.id, { action_id: ACTIONS.acceptReading });
    await expectPrivate(muster.slack, olivia.id, /No reading is held at the moment/);
    await expectNoChange(muster, async () => {
      await enforce(muster, olivia.id);
      await expectModal(muster.slack, olivia.id, /Your own MFA status is unknown/);
    });
  });

  test('one that was revoked lets the reading fail, and the sentence names the setting', LIMIT, async () => {
    muster.slack.setToken(TOKENS.adminToken, { state: 'token_revoked' });
    await expectNoChange(muster, async () => {
      await enforce(muster, oscar.id);
      await expectModal(
        muster.slack,
        oscar.id,
        /could not read everybody's MFA status.*SLACK_ADMIN_TOKEN was revoked/s,
      );
    });
    expect((await refusalCodes(muster, 'enforce.refused')).at(-1)).toBe('reading_failed');
  });
});

describe('a few statuses that turn unknown while enforcement is on', () => {
  test('are told to owners; nobody is reminded', LIMIT, async () => {
    muster = await launchMuster({ people: READY.slice(0, 3), tickEveryMs: 300 });
    try {
      await firstReading(muster);
      await idle(muster);
      await turnOn(muster);
      muster.slack.setToken(TOKENS.adminToken, { userId: ada.id });
      muster.slack.change(ada.id, { is_admin: false });
      muster.clock.forward(HOUR + 1000);
      await expectDirect(muster.slack, olivia.id, /The MFA status of \d people \(of 3 counted\) in Acme is unknown/);
      expect(directTexts(muster.slack, ada.id)).toEqual([]);
    } finally {
      await muster.close();
    }
  });
});
