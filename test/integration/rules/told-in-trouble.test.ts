import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTIONS } from '../../../src/slack/ids.ts';
import { closeAll, READY, turnOff, turnOn } from '../../support/acting.ts';
import { launchMuster, type Muster, PEOPLE } from '../../support/muster.ts';
import { expectDirect, PATIENCE_MS } from '../../support/screen.ts';
import { expectState, firstReading, idle } from '../../support/state.ts';

const { olivia, mia } = PEOPLE;
const LIMIT = { timeout: 180_000 };

let muster: Muster;
beforeAll(async () => {
  muster = await launchMuster({ people: READY, tickEveryMs: 300 });
  await firstReading(muster);
  await idle(muster);
}, LIMIT.timeout);
afterAll(() => muster.close(), LIMIT.timeout);

test('somebody new is pending and told at once although the directory does not answer', LIMIT, async () => {
  await turnOn(muster);
  // The roster is asked first; what comes after it is the directory, and its second try.
  muster.slack.faults.set('users.info', { type: 'status', status: 500 }, { skip: 1, times: 2 });
  await muster.slack.join({ id: 'UNEW000001', name: 'nora', real_name: 'Nora New', has_2fa: false });
  await expectState(muster, 'UNEW000001', 'pending');
  await expectDirect(muster.slack, 'UNEW000001', /Welcome to Acme!/);
  muster.slack.faults.clear();
});

test('an owner who is pending has the email and the message too when enforcement stops', LIMIT, async () => {
  await muster.slack.join({ id: 'UNEWOWNER1', name: 'otis', real_name: 'Otis Owner', is_owner: true, has_2fa: false });
  await expectState(muster, 'UNEWOWNER1', 'pending');
  await turnOff(muster);
  await expectDirect(muster.slack, 'UNEWOWNER1', /MFA is no longer enforced in Acme/);
  await expect
    .poll(() => muster.mailbox.list('otis@example.com').some(({ text }) => /no longer enforced/.test(text)), {
      timeout: PATIENCE_MS,
    })
    .toBe(true);
});

test('who pressed Send hears in a direct message that the reading failed and nothing went out', LIMIT, async () => {
  muster.slack.setTwoFactor(mia.id, null);
  muster.slack.faults.set('users.list', { type: 'error', error: 'missing_scope' });
  await muster.slack.as(olivia.id).command('/mfa', 'remind everyone');
  await expect.poll(() => muster.slack.lookAt(olivia.id).modals.length, { timeout: PATIENCE_MS }).toBe(1);
  await muster.slack.as(olivia.id).submit('modal', {});
  await closeAll(muster, olivia.id);
  await expectDirect(muster.slack, olivia.id, /nothing was sent.*try again/s);
  muster.slack.faults.clear();
  expect(JSON.stringify(muster.slack.lookAt(mia.id).directMessages)).not.toContain(ACTIONS.checkAgain);
});
