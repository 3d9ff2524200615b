import { beforeEach, describe, expect, test } from 'vitest';
import { READY, turnOn } from '../../support/acting.ts';
import { type Muster, PEOPLE, startMuster } from '../../support/muster.ts';
import { directTexts, expectDirect, expectModal, expectPrivate, PATIENCE_MS } from '../../support/screen.ts';
import { ask, countReadings, firstReading, idle, readState } from '../../support/state.ts';

const { olivia, oscar, mia } = PEOPLE;
const LIMIT = { timeout: 180_000 };
const HOUR = 60 * 60_000;

let muster: Muster;
beforeEach(async () => {
  muster = await startMuster({ people: READY, tickEveryMs: 300 });
  await firstReading(muster);
  await turnOn(muster);
  await expectDirect(muster.slack, oscar.id, /mandatory|enforce/i);
  await idle(muster);
  await expect.poll(() => muster.mailbox.list('oscar@example.com').length, { timeout: PATIENCE_MS }).toBe(1);
}, LIMIT.timeout);

async function readAway() {
  return await ask(muster, (db) =>
    db.selectFrom('organizations').select(['away_since', 'away_reason']).executeTakeFirst(),
  );
}

async function expectAway(reason: string | null): Promise<void> {
  await expect.poll(async () => (await readAway())?.away_reason, { timeout: PATIENCE_MS }).toBe(reason);
}

function farewells(name: string) {
  return muster.mailbox.list(`${name}@example.com`).filter(({ text }) => /no longer lets Muster into Acme/.test(text));
}

async function expectOneFarewell(): Promise<void> {
  for (const name of ['olivia', 'oscar'])
    await expect.poll(() => farewells(name).length, { timeout: PATIENCE_MS }).toBe(1);
  expect(farewells('ada')).toEqual([]);
}

/** What went to Slack that a person could have seen. */
function messagesSent(): number {
  return muster.slack.journal
    .entries()
    .filter(({ direction, what }) => direction === 'to-slack' && /^chat\.|^conversations\.open/.test(what)).length;
}

describe.each([
  ['app_uninstalled', () => muster.slack.appUninstalled()],
  ['tokens_revoked', () => muster.slack.tokensRevoked()],
] as const)('%s', (reason, leave) => {
  test(
    'one email to owners, nothing sent, everything kept; a complete reading comes before any message',
    LIMIT,
    async () => {
      const before = await readState(muster);
      await leave();
      await expectAway(reason);
      await expectOneFarewell();
      const { enforcement, members, violations } = await readState(muster);
      expect({ enforcement, members, violations }).toEqual({
        enforcement: before.enforcement,
        members: before.members,
        violations: before.violations,
      });
      const sent = messagesSent();
      // MFA is lost while nobody can look; passes are tried and fail.
      muster.slack.setTwoFactor(mia.id, null);
      const failed = await countReadings(muster, 'failed');
      muster.clock.forward(HOUR + 1000);
      await expect.poll(() => countReadings(muster, 'failed'), { timeout: PATIENCE_MS }).toBeGreaterThan(failed);
      expect(messagesSent()).toBe(sent);
      expect((await readState(muster)).enforcement).toEqual(before.enforcement);
      expect(farewells('oscar').length).toBe(1);

      muster.slack.reinstall();
      muster.slack.journal.clear();
      await muster.slack.as(olivia.id).command('/mfa', `remind <@${mia.id}>`);
      await expectPrivate(muster.slack, olivia.id, /takes a complete reading first/);
      expect(messagesSent()).toBe(0);
      const readings = await countReadings(muster);
      muster.clock.forward(HOUR + 1000);
      await expectAway(null);
      expect(await countReadings(muster)).toBeGreaterThan(readings);
      await expectDirect(muster.slack, mia.id, /is off for you at the moment/);
      const calls = muster.slack.journal.entries().map(({ what }) => what);
      expect(calls.indexOf('users.list')).toBeLessThan(calls.findIndex((what) => /^chat\.postMessage/.test(what)));
      expect((await readState(muster)).enforcement).toEqual(before.enforcement);
    },
  );
});

test('account_inactive while sending: the same, and the message is kept until the return', LIMIT, async () => {
  muster.slack.setTwoFactor(mia.id, null);
  // No event tells of it; the first call that is refused does.
  muster.slack.faults.set('chat.postMessage', { type: 'error', error: 'account_inactive' });
  muster.slack.faults.set('conversations.open', { type: 'error', error: 'account_inactive' });
  muster.clock.forward(HOUR + 1000);
  await expectAway('account_inactive');
  await expectOneFarewell();
  muster.slack.faults.clear();
  muster.clock.forward(HOUR + 1000);
  await expectAway(null);
  // It was planned before Slack turned Muster away, and waits a minute of the machine's clock after a refusal.
  muster.machineClock.forward(61_000);
  await expect
    .poll(() => directTexts(muster.slack, mia.id).filter((text) => /is off for you/.test(text)).length)
    .toBe(1);
  expect(farewells('oscar').length).toBe(1);
});

test('a person’s own token that is revoked silences nobody', LIMIT, async () => {
  await muster.slack.tokensRevoked(['user']);
  await muster.slack.settled();
  await muster.slack.as(olivia.id).command('/mfa', 'status');
  await expectPrivate(muster.slack, olivia.id, /^MFA enforcement is on/);
  expect((await readAway())?.away_reason).toBeNull();
});

test('a reading that began before the farewell is no return', LIMIT, async () => {
  let calls = 0;
  const when = () => {
    calls += 1;
    return true;
  };
  // The directory has answered, and its answer is on the way for a while.
  muster.slack.faults.set('users.list', { type: 'slow', ms: 4_000 }, { skip: 1, times: 1, phase: 'after', when });
  const before = await countReadings(muster);
  await muster.slack.as(olivia.id).command('/mfa', 'remind everyone');
  await expectModal(muster.slack, olivia.id, /fresh reading first/);
  await muster.slack.as(olivia.id).submit('modal');
  await expect.poll(() => calls, { timeout: PATIENCE_MS }).toBe(2);
  await muster.slack.appUninstalled();
  await expectAway('app_uninstalled');
  await idle(muster);
  expect(await countReadings(muster)).toBe(before + 1);
  expect((await readAway())?.away_reason).toBe('app_uninstalled');
  await expectOneFarewell();
});
