import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACTIONS } from '../../../src/slack/ids.ts';
import { closeAll, forgePress, openWindow, READY, stop, submitWord, turnOn } from '../../support/acting.ts';
import { launchMuster, type Muster, PEOPLE } from '../../support/muster.ts';
import { ephemeralTexts, expectPrivate, modalOf, PATIENCE_MS, readText } from '../../support/screen.ts';
import { expectEnforcement, firstReading, idle } from '../../support/state.ts';

const { olivia, oscar, mia } = PEOPLE;
const LIMIT = { timeout: 150_000 };
const WITHIN_MS = 3_000;

/** The directory and the mail server accept what they are asked, and never answer. */
let muster: Muster;
beforeAll(async () => {
  const people = READY.map((person) => (person.id === mia.id ? { ...person, has_2fa: false } : person));
  muster = await launchMuster({ people });
  await firstReading(muster);
  await idle(muster);
  await muster.mailbox.setFault({ type: 'hang' });
  for (const method of ['users.list', 'users.info', 'usergroups.users.list'])
    muster.slack.faults.set(method, { type: 'slow', ms: 60_000 });
}, LIMIT.timeout);
afterAll(async () => {
  muster.slack.faults.clear();
  await muster.slack.close();
  await muster.close();
}, LIMIT.timeout);

/** How long Slack waited for the acknowledgement. */
function lastWait(what: string): number {
  const entry = muster.slack.journal.entries().findLast((one) => one.direction === 'to-app' && one.what === what);
  return entry?.ms ?? Number.POSITIVE_INFINITY;
}

describe('while the directory and the mail server hang, Slack is answered within 3 s', () => {
  test.each([
    '',
    'help',
    'status',
    'enforce',
    'stop',
    `remind <@${mia.id}>`,
    'remind everyone',
    'members',
    'members unknown',
    'check',
    `grant <@${mia.id}> view`,
    `revoke <@${mia.id}> view`,
    'history',
    'nonsense',
  ])('/mfa %s', LIMIT, async (text) => {
    for (const id of [olivia.id, mia.id]) {
      await closeAll(muster, id);
      const shown = ephemeralTexts(muster.slack, id).length;
      const { acknowledged, failure } = await muster.slack.as(id).command('/mfa', text);
      expect({ acknowledged, failure }).toEqual({ acknowledged: true, failure: null });
      expect(lastWait('command /mfa')).toBeLessThan(WITHIN_MS);
      // The person sees something by then: an answer, a window, or that it takes a moment.
      const seen = () => ephemeralTexts(muster.slack, id).length > shown || modalOf(muster.slack, id) !== undefined;
      expect(seen()).toBe(true);
    }
  });

  test('Check me again, and in the end a sentence that says what is known', LIMIT, async () => {
    await forgePress(muster, mia.id, { action_id: ACTIONS.checkAgain });
    expect(lastWait('command /mfa')).toBeLessThan(WITHIN_MS);
    await expectPrivate(
      muster.slack,
      mia.id,
      /The directory did not answer just now, so this is what Muster knew last/,
    );
  });

  test('the Home tab is drawn', LIMIT, async () => {
    await muster.slack.as(olivia.id).openHome();
    await expect
      .poll(() => readText(muster.slack.lookAt(olivia.id).home?.blocks), { timeout: PATIENCE_MS })
      .toMatch(/MFA enforcement is off/);
  });

  test('ENFORCE is refused, because the role cannot be read', LIMIT, async () => {
    await openWindow(muster, olivia.id, 'enforce');
    const outcome = await submitWord(muster, olivia.id, 'ENFORCE');
    expect(outcome.type).toBe('updated');
    expect(lastWait('view_submission')).toBeLessThan(WITHIN_MS);
    await expect
      .poll(() => readText(modalOf(muster.slack, olivia.id)?.blocks), { timeout: PATIENCE_MS })
      .toMatch(/did not tell Muster your role just now/);
  });

  test('STOP works', LIMIT, async () => {
    muster.slack.faults.clear();
    muster.slack.setTwoFactor(mia.id, 'app');
    await closeAll(muster, olivia.id);
    await turnOn(muster);
    for (const method of ['users.list', 'users.info']) muster.slack.faults.set(method, { type: 'slow', ms: 60_000 });
    await stop(muster, oscar.id);
    expect(lastWait('view_submission')).toBeLessThan(WITHIN_MS);
    await expectEnforcement(muster, 'off');
  });
});
