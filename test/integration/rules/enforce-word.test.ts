import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  closeAll,
  enforce,
  forge,
  openWindow,
  READY,
  readAnswer,
  readOutcome,
  stop,
  submitWord,
  turnOff,
  turnOn,
} from '../../support/acting.ts';
import { launchMuster, type Muster, PEOPLE } from '../../support/muster.ts';
import { ephemeralTexts, expectModal, expectPrivate, modalOf } from '../../support/screen.ts';
import { ask, expectNoChange, firstReading, readEnforcement, refusalCodes } from '../../support/state.ts';

const { olivia, oscar, ada, mia, guest } = PEOPLE;
const LIMIT = { timeout: 150_000 };
const NEEDS_ENFORCE = /You need the permission \*enforce\* for this/;
const TYPE_ENFORCE = /Please type ENFORCE in capital letters, and nothing else\./;

/** Everybody is ready here: what is refused is refused for its own reason. */
let muster: Muster;
beforeAll(async () => {
  muster = await launchMuster({ people: READY });
  await firstReading(muster);
}, LIMIT.timeout);
afterAll(() => muster.close(), LIMIT.timeout);

async function countRequests(): Promise<number> {
  return (await ask(muster, (db) => db.selectFrom('enforce_requests').select('id').execute())).length;
}

describe('the typed word', () => {
  test.each(['enforce', 'Enforce', 'ENFORCE!', 'ENFORCE ENFORCE', 'E N F O R C E', 'STOP', 'ЕNFORCE'])(
    '%o is an error under the field and changes nothing',
    LIMIT,
    async (word) => {
      const requests = await countRequests();
      const outcome = await expectNoChange(muster, () => enforce(muster, olivia.id, word));
      expect(outcome).toMatchObject({ type: 'errors', from: 'app' });
      expect(readOutcome(outcome)).toMatch(TYPE_ENFORCE);
      expect(await countRequests()).toBe(requests);
    },
  );

  test.each(['', '   ', '\n\t'])(
    'an empty word (%o) is an error, also where the client lets it through',
    LIMIT,
    async (word) => {
      await openWindow(muster, olivia.id, 'enforce');
      const outcome = await expectNoChange(muster, () => submitWord(muster, olivia.id, word, true));
      expect(outcome).toMatchObject({ type: 'errors', from: 'app' });
      expect(readOutcome(outcome)).toMatch(TYPE_ENFORCE);
    },
  );

  test('after a wrong word the same window takes the right one, with spaces around it', LIMIT, async () => {
    await enforce(muster, olivia.id, 'enforce');
    const outcome = await submitWord(muster, olivia.id, '  ENFORCE\u00a0 ');
    expect(readOutcome(outcome)).toMatch(/fresh reading|mandatory/);
    await expectModal(muster.slack, olivia.id, /MFA is now mandatory|enforcement is (now )?on/i);

    await expectNoChange(muster, async () => {
      await muster.slack.as(oscar.id).command('/mfa', 'enforce');
      await expectPrivate(muster.slack, oscar.id, /MFA enforcement is already on, so there is nothing to do/);
    });
    for (const word of ['stop', 'STOP.', 'ENFORCE', ' ']) {
      await openWindow(muster, oscar.id, 'stop');
      const wrong = await expectNoChange(muster, () => submitWord(muster, oscar.id, word, true));
      expect(readOutcome(wrong)).toMatch(/Please type STOP in capital letters, and nothing else\./);
    }
    expect(readOutcome(await stop(muster, oscar.id, ' STOP '))).toMatch(/MFA enforcement is off/);
    await expectNoChange(muster, async () => {
      await muster.slack.as(oscar.id).command('/mfa', 'stop');
      await expectPrivate(muster.slack, oscar.id, /MFA enforcement is off, so there is nothing to stop/);
    });
  });
});

describe('no permission', () => {
  test.each([ada, mia, guest])(
    '$name is refused at the command, and the refusal is written down',
    LIMIT,
    async ({ id }) => {
      const before = await refusalCodes(muster, 'enforce.refused');
      await expectNoChange(muster, async () => {
        for (const command of ['enforce', 'stop']) {
          const shown = ephemeralTexts(muster.slack, id).length;
          await muster.slack.as(id).command('/mfa', command);
          await expect.poll(() => ephemeralTexts(muster.slack, id).length, LIMIT).toBeGreaterThan(shown);
          await expectPrivate(muster.slack, id, NEEDS_ENFORCE);
        }
      });
      expect(modalOf(muster.slack, id)).toBeUndefined();
      expect(await refusalCodes(muster, 'enforce.refused')).toEqual([...before, 'not_permitted']);
      expect(await refusalCodes(muster, 'stop.refused')).toContain('not_permitted');
    },
  );

  test.each([ada, mia])('a submission forged by $name is refused at the submission', LIMIT, async ({ id }) => {
    await openWindow(muster, olivia.id, 'enforce');
    const requests = await countRequests();
    const answer = await expectNoChange(muster, () => forge(muster, { owner: olivia.id, forger: id, word: 'ENFORCE' }));
    expect(readAnswer(answer)).toMatch(NEEDS_ENFORCE);
    expect(await countRequests()).toBe(requests);
    expect((await refusalCodes(muster, 'enforce.refused')).at(-1)).toBe('not_permitted');
  });

  test(
    'a forged STOP is refused, and one that was granted can be taken back before the submission',
    LIMIT,
    async () => {
      await turnOn(muster);
      await openWindow(muster, olivia.id, 'stop');
      const answer = await expectNoChange(muster, () =>
        forge(muster, { owner: olivia.id, forger: mia.id, word: 'STOP' }),
      );
      expect(readAnswer(answer)).toMatch(NEEDS_ENFORCE);

      await muster.slack.as(olivia.id).command('/mfa', `grant <@${mia.id}> enforce`);
      await expectPrivate(muster.slack, olivia.id, /now has the permission \*enforce\*/);
      await openWindow(muster, mia.id, 'stop');
      await muster.slack.as(olivia.id).command('/mfa', `revoke <@${mia.id}> enforce`);
      await expectPrivate(muster.slack, olivia.id, /no longer has the permission/);
      const outcome = await expectNoChange(muster, () => submitWord(muster, mia.id, 'STOP'));
      expect(readOutcome(outcome)).toMatch(NEEDS_ENFORCE);
      await turnOff(muster);
    },
  );

  test(
    'somebody who is no owner in Slack any more is refused at the submission, by the role read live',
    LIMIT,
    async () => {
      await openWindow(muster, oscar.id, 'enforce');
      muster.slack.faults.set('users.list', { type: 'slow', ms: 1 });
      const { revision } = await readEnforcement(muster);
      // Slack tells nothing here: no event reaches Muster before the submission.
      const { requestUrl } = muster.slack;
      muster.slack.requestUrl = `${muster.url}/nowhere`;
      await muster.slack.change(oscar.id, { is_owner: false, is_admin: false });
      await muster.slack.settled();
      muster.slack.requestUrl = requestUrl;
      const outcome = await expectNoChange(muster, () => submitWord(muster, oscar.id, 'ENFORCE'));
      expect(readOutcome(outcome)).toMatch(NEEDS_ENFORCE);
      expect((await readEnforcement(muster)).revision).toBe(revision);
      muster.slack.faults.clear();
      await muster.slack.change(oscar.id, { is_owner: true, is_admin: true });
      await muster.slack.settled();
    },
  );

  test('only owners grant, and nobody takes an owner’s rights', LIMIT, async () => {
    await expectNoChange(muster, async () => {
      await muster.slack.as(ada.id).command('/mfa', `grant <@${ada.id}> enforce`);
      await expectPrivate(muster.slack, ada.id, /Only owners of this workspace can do this/);
      await muster.slack.as(mia.id).command('/mfa', `revoke <@${olivia.id}> manage`);
      await expectPrivate(muster.slack, mia.id, /Only owners of this workspace can do this/);
      await muster.slack.as(oscar.id).command('/mfa', `revoke <@${olivia.id}> manage`);
      await expectPrivate(muster.slack, oscar.id, /Owners may do everything in Muster already/);
    });
  });
});

describe('a window that was opened before the state changed', () => {
  test('is refused when somebody else has enforced meanwhile', LIMIT, async () => {
    await openWindow(muster, olivia.id, 'enforce');
    await turnOn(muster, oscar.id);
    const outcome = await expectNoChange(muster, () => submitWord(muster, olivia.id, 'ENFORCE'));
    expect(readOutcome(outcome)).toMatch(/already on/);
  });

  test('is refused when somebody else has stopped and enforced anew meanwhile', LIMIT, async () => {
    await openWindow(muster, olivia.id, 'stop');
    await turnOff(muster, oscar.id);
    const nothing = await expectNoChange(muster, () => submitWord(muster, olivia.id, 'STOP'));
    expect(readOutcome(nothing)).toMatch(/nothing to stop/);

    await openWindow(muster, olivia.id, 'enforce');
    await turnOn(muster, oscar.id);
    await turnOff(muster, oscar.id);
    const old = await expectNoChange(muster, () => submitWord(muster, olivia.id, 'ENFORCE'));
    expect(readOutcome(old)).toMatch(/changed .*meanwhile, so nothing was done/);

    await turnOn(muster, oscar.id);
    await openWindow(muster, olivia.id, 'stop');
    await turnOff(muster, oscar.id);
    await turnOn(muster, oscar.id);
    const oldStop = await expectNoChange(muster, () => submitWord(muster, olivia.id, 'STOP'));
    expect(readOutcome(oldStop)).toMatch(/changed .*meanwhile, so nothing was done/);
    expect(readOutcome(oldStop)).not.toContain('/mfa enforce');
    await turnOff(muster, oscar.id);
    await closeAll(muster, oscar.id);
  });
});
