import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ACTIONS, FIELDS } from '../../../src/slack/ids.ts';
import { closeAll, enforce, openWindow, READY, readOutcome, submitWord, turnOff } from '../../support/acting.ts';
import { launchMuster, type Muster, PEOPLE, startMuster } from '../../support/muster.ts';
import { expectDirect, expectModal, expectPrivate, PATIENCE_MS } from '../../support/screen.ts';
import {
  ask,
  countReadings,
  endExemptions,
  exempt,
  expectEnforcement,
  expectNoChange,
  expectState,
  firstReading,
  idle,
  memberOf,
  readEnforcement,
  refusalCodes,
} from '../../support/state.ts';

const { olivia, oscar, ada, mia, max, guest } = PEOPLE;
const LIMIT = { timeout: 180_000 };
/** Long enough for something else to happen while the reading runs. */
const SLOW = { type: 'slow', ms: 5_000 } as const;

let muster: Muster;
beforeAll(async () => {
  muster = await launchMuster({ people: READY, tickEveryMs: 300 });
  await firstReading(muster);
  await idle(muster);
}, LIMIT.timeout);
afterEach(async () => {
  muster.slack.faults.clear();
  await idle(muster);
  for (const { id } of READY) if (id !== PEOPLE.bot.id) muster.slack.setTwoFactor(id, 'app');
});
afterAll(() => muster.close(), LIMIT.timeout);

/** Submits while the reading takes its time, and returns once it runs. */
async function enforceSlowly(userId: string, fault: Parameters<typeof muster.slack.faults.set>[1] = SLOW) {
  muster.slack.faults.set('users.list', fault, { times: 1 });
  const outcome = await enforce(muster, userId);
  expect(readOutcome(outcome)).toMatch(/fresh reading/);
}

async function expectRefused(userId: string, sentence: RegExp, code: string): Promise<string> {
  const shown = await expectModal(muster.slack, userId, sentence);
  await expectDirect(muster.slack, userId, sentence);
  expect((await refusalCodes(muster, 'enforce.refused')).at(-1)).toBe(code);
  return shown;
}

describe('the reading after the submission', () => {
  test('a person whose MFA went off meanwhile is named, and the missing can be reminded', LIMIT, async () => {
    muster.slack.setTwoFactor(mia.id, null);
    await expectNoChange(muster, async () => {
      await enforce(muster, olivia.id);
      const shown = await expectRefused(olivia.id, /1 person still needs to turn MFA on/, 'not_ready');
      expect(shown).toContain(mia.id);
      expect(shown).toContain('Send MFA reminder');
    });
  });

  test('the actor’s own MFA is off', LIMIT, async () => {
    muster.slack.setTwoFactor(oscar.id, null);
    await expectNoChange(muster, async () => {
      await enforce(muster, oscar.id);
      await expectRefused(oscar.id, /Your own MFA is not on yet/, 'actor_not_enabled');
    });
  });

  test('the actor is exempt and so not counted', LIMIT, async () => {
    await exempt(muster, [oscar.id]);
    await expectNoChange(muster, async () => {
      await enforce(muster, oscar.id);
      await expectRefused(oscar.id, /You are not counted yourself/, 'actor_not_counted');
    });
    await endExemptions(muster);
  });

  test('a pass that fails half-way is no reading', LIMIT, async () => {
    // The roster is read; the directory's turn fails.
    muster.slack.faults.set('users.list', { type: 'error', error: 'missing_scope' }, { skip: 1 });
    await expectNoChange(muster, async () => {
      await enforce(muster, olivia.id);
      await expectRefused(olivia.id, /could not read everybody's MFA status, so nothing was changed/, 'reading_failed');
    });
    muster.slack.faults.clear();
    await muster.slack.as(olivia.id).command('/mfa', 'status');
    await expectPrivate(muster.slack, olivia.id, /newest reading failed.*The last good one stays in force/s);
  });

  test('somebody who joins while it runs counts as unknown', LIMIT, async () => {
    // The directory has told everybody it knows of, and its answer is on the way for a while.
    muster.slack.faults.set('users.list', SLOW, { skip: 1, times: 1, phase: 'after' });
    const before = await readEnforcement(muster);
    await enforce(muster, olivia.id);
    await expectModal(muster.slack, olivia.id, /read so far/);
    await muster.slack.join({ id: 'ULATE00001', name: 'lara', real_name: 'Lara Late', has_2fa: true });
    const shown = await expectRefused(olivia.id, /the MFA status of 1 person is unknown/, 'not_ready');
    expect(shown).toContain('ULATE00001');
    expect(await readEnforcement(muster)).toEqual(before);
    await muster.slack.leave('ULATE00001');
    await expectState(muster, 'ULATE00001', 'deactivated');
  });

  test('somebody who leaves while it runs has left, although it saw them before', LIMIT, async () => {
    await muster.slack.join({ id: 'UEARLY0001', name: 'emil', real_name: 'Emil Early', has_2fa: true });
    await expectState(muster, 'UEARLY0001', 'active');
    muster.slack.faults.set('users.list', SLOW, { skip: 1, times: 1, phase: 'after' });
    await muster.slack.as(olivia.id).command('/mfa', 'remind everyone');
    await expectModal(muster.slack, olivia.id, /fresh reading first/);
    await muster.slack.as(olivia.id).submit('modal');
    await expect.poll(() => countReadings(muster, 'running'), { timeout: PATIENCE_MS }).toBe(1);
    await muster.slack.leave('UEARLY0001');
    await expectState(muster, 'UEARLY0001', 'deactivated');
    await expectModal(muster.slack, olivia.id, /Nobody needs a reminder/);
    await expectState(muster, 'UEARLY0001', 'deactivated');
  });

  test('the request is cancelled in the window while it runs', LIMIT, async () => {
    await expectNoChange(muster, async () => {
      await enforceSlowly(olivia.id);
      await muster.slack.as(olivia.id).press('modal', { action_id: ACTIONS.cancelEnforce });
      await expectModal(muster.slack, olivia.id, /You cancelled it\. Nothing was changed\./);
      await expect.poll(listRequestStates, { timeout: PATIENCE_MS }).not.toContain('waiting');
      await idle(muster);
    });
    expect((await listRequestStates()).at(-1)).toBe('cancelled');
    await expectModal(muster.slack, olivia.id, /You cancelled it/);
  });

  test('the request lapses after 30 minutes', LIMIT, async () => {
    await expectNoChange(muster, async () => {
      await enforceSlowly(olivia.id, { type: 'slow', ms: 15_000 });
      muster.clock.forward(30 * 60_000 + 1_000);
      await expectRefused(olivia.id, /longer than 30 minutes, so your request has lapsed/, 'lapsed');
      muster.slack.faults.clear();
      await idle(muster);
    });
  });
});

async function listRequestStates(): Promise<string[]> {
  const rows = await ask(muster, (db) => db.selectFrom('enforce_requests').select('state').orderBy('id').execute());
  return rows.map(({ state }) => state);
}

describe('the decision asks everything again', () => {
  test('a grant that was revoked while the reading ran', LIMIT, async () => {
    await muster.slack.as(olivia.id).command('/mfa', `grant <@${ada.id}> enforce`);
    await expectPrivate(muster.slack, olivia.id, /now has the permission \*enforce\*/);
    const before = await readEnforcement(muster);
    await enforceSlowly(ada.id);
    await muster.slack.as(olivia.id).command('/mfa', `revoke <@${ada.id}> enforce`);
    await expectPrivate(muster.slack, olivia.id, /no longer has the permission/);
    await expectRefused(ada.id, /You need the permission \*enforce\*/, 'not_permitted');
    expect(await readEnforcement(muster)).toEqual(before);
  });

  test.each([
    ['slow', { type: 'slow', ms: 8_000 }],
    ['failing', { type: 'status', status: 500 }],
  ] as const)('the role cannot be read then, because Slack is %s', LIMIT, async (_name, fault) => {
    await expectNoChange(muster, async () => {
      await enforceSlowly(olivia.id);
      muster.slack.faults.set('users.info', fault);
      await expectRefused(
        olivia.id,
        /did not tell Muster your role just now, so nothing was changed/,
        'role_unreadable',
      );
    });
  });

  test.each([
    ['slow', { type: 'slow', ms: 8_000 }],
    ['failing', { type: 'status', status: 500 }],
  ] as const)('the role cannot be read at the submission, because Slack is %s', LIMIT, async (_name, fault) => {
    await openWindow(muster, olivia.id, 'enforce');
    muster.slack.faults.set('users.info', fault);
    const outcome = await expectNoChange(muster, () => submitWord(muster, olivia.id, 'ENFORCE'));
    expect(outcome.type).toBe('updated');
    await expectModal(muster.slack, olivia.id, /did not tell Muster your role just now, so nothing was changed/);
    expect((await refusalCodes(muster, 'enforce.refused')).at(-1)).toBe('role_unreadable');
    expect(await listRequestStates()).not.toContain('waiting');
  });
});

describe('two at once', () => {
  test('a double click is one request, one change and one notice', LIMIT, async () => {
    const { revision } = await readEnforcement(muster);
    const requests = (await listRequestStates()).length;
    await openWindow(muster, olivia.id, 'enforce');
    const outcomes = await Promise.all([
      submitWord(muster, olivia.id, 'ENFORCE'),
      submitWord(muster, olivia.id, 'ENFORCE'),
    ]);
    expect(outcomes.map(readOutcome).join('\n')).toMatch(/Your request is already running/);
    await expectEnforcement(muster, 'on');
    await idle(muster);
    expect((await listRequestStates()).length).toBe(requests + 1);
    expect((await readEnforcement(muster)).revision).toBe(revision + 1);
    expect(await countNotices('enforcement_on')).toBe(1);

    await openWindow(muster, olivia.id, 'stop');
    muster.slack.faults.set('users.info', { type: 'status', status: 500 });
    const stops = await Promise.all([submitWord(muster, olivia.id, 'STOP'), submitWord(muster, olivia.id, 'STOP')]);
    expect(stops.map(({ type }) => type)).toEqual(['updated', 'updated']);
    await expectEnforcement(muster, 'off');
    expect((await readEnforcement(muster)).revision).toBe(revision + 2);
    expect(await countNotices('enforcement_stopped')).toBe(1);
  });

  test('of two owners who enforce at the same moment, the second hears that it is on', LIMIT, async () => {
    await openWindow(muster, olivia.id, 'enforce');
    await openWindow(muster, oscar.id, 'enforce');
    const { revision } = await readEnforcement(muster);
    muster.slack.faults.set('users.list', SLOW, { times: 1 });
    await Promise.all([submitWord(muster, olivia.id, 'ENFORCE'), submitWord(muster, oscar.id, 'ENFORCE')]);
    await expectEnforcement(muster, 'on');
    await expect.poll(listRequestStates, { timeout: PATIENCE_MS }).not.toContain('waiting');
    expect((await readEnforcement(muster)).revision).toBe(revision + 1);
    expect((await listRequestStates()).slice(-2).sort()).toEqual(['enforced', 'refused']);
    expect((await refusalCodes(muster, 'enforce.refused')).at(-1)).toBe('already_on');
  });

  test('stop works with the last known role', LIMIT, async () => {
    // It is on from the test before.
    muster.slack.faults.set('users.info', { type: 'slow', ms: 8_000 });
    await openWindow(muster, oscar.id, 'stop');
    await submitWord(muster, oscar.id, 'STOP');
    await expectEnforcement(muster, 'off');
    await expectModal(muster.slack, oscar.id, /MFA enforcement is off/);
  });
});

async function countNotices(kind: string): Promise<number> {
  const rows = await ask(muster, (db) => db.selectFrom('notices').select('kind').execute());
  return rows.filter((row) => row.kind === kind).length;
}

describe('more than a fifth of the active members are exempt', () => {
  test('the number has to be confirmed', LIMIT, async () => {
    await closeAll(muster, olivia.id);
    await exempt(muster, [mia.id, max.id]);
    await openWindow(muster, olivia.id, 'enforce');
    await expectModal(muster.slack, olivia.id, /2 of 6 active members are exempt, more than a fifth/);
    for (const typed of ['', '3', 'two', '2.5', '-2']) {
      const outcome = await expectNoChange(muster, () =>
        muster.slack
          .as(olivia.id)
          .submit('modal', { [FIELDS.word]: 'ENFORCE', [FIELDS.exempt]: typed }, { unchecked: true }),
      );
      expect(readOutcome(outcome)).toMatch(/Please type 2 to confirm how many are exempt/);
    }
    await muster.slack.as(olivia.id).submit('modal', { [FIELDS.word]: 'ENFORCE', [FIELDS.exempt]: ' 2 ' });
    await expectEnforcement(muster, 'on');
    await turnOff(muster);
    await endExemptions(muster);
  });

  test('and is asked for when the exemptions came after the window', LIMIT, async () => {
    await openWindow(muster, olivia.id, 'enforce');
    await exempt(muster, [mia.id, guest.id]);
    await expectNoChange(muster, async () => {
      await submitWord(muster, olivia.id, 'ENFORCE');
      await expectRefused(olivia.id, /2 of 6 people are exempt, more than a fifth/, 'exemptions_unconfirmed');
    });
    await endExemptions(muster);
  });
});

test('a pass that fails on the second page changes nothing, although the first had news', LIMIT, async () => {
  const many = Array.from({ length: 510 }, (_, index) => ({
    id: `UMANY${String(index).padStart(5, '0')}`,
    name: `many${index}`,
    has_2fa: true,
  }));
  const big = await startMuster({ people: [...READY, ...many] });
  await firstReading(big);
  await idle(big);
  big.slack.setTwoFactor('UMANY00001', null);
  big.slack.faults.set(
    'users.list',
    { type: 'error', error: 'missing_scope' },
    { when: (args) => Boolean(args['cursor']) },
  );
  await expectNoChange(big, async () => {
    await enforce(big, olivia.id);
    await expectModal(big.slack, olivia.id, /could not read everybody's MFA status, so nothing was changed/);
  });
  expect(await memberOf(big, 'UMANY00001')).toMatchObject({ mfa_status: 'enabled', state: 'active' });
});
