import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ACTIONS } from '../../../src/slack/ids.ts';
import { closeAll, forge, forgePress, openWindow, readAnswer, turnOn } from '../../support/acting.ts';
import { launchMuster, type Muster, PEOPLE } from '../../support/muster.ts';
import { ephemeralTexts, expectModal, expectPrivate, modalOf, PATIENCE_MS, readText } from '../../support/screen.ts';
import { ask, expectNoChange, firstReading, idle } from '../../support/state.ts';

const { olivia, mia, bot, stranger } = PEOPLE;
const LIMIT = { timeout: 120_000 };
/** What belongs into a log and not onto a screen. */
const INSIDES = /\bat \S+ \(|node_modules|\.ts:\d|Error:|ZodError|undefined|\[object|SQLITE|constraint/;
const APOLOGY = /Sorry, something went wrong/;

let muster: Muster;
beforeAll(async () => {
  muster = await launchMuster();
  await firstReading(muster);
  await idle(muster);
}, LIMIT.timeout);
afterEach(async () => {
  // The process lives on, and nobody was answered where others can read it.
  expect((await fetch(`${muster.url}/healthz`)).status).toBe(200);
  const inChannels = muster.slack.channels().filter(({ type }) => type !== 'im');
  expect(inChannels.flatMap(({ id }) => muster.slack.messages(id))).toEqual([]);
});
afterAll(() => muster.close(), LIMIT.timeout);

/** Types it and returns what the person then reads, in the conversation or in a window. */
async function type(userId: string, text: string): Promise<string> {
  await closeAll(muster, userId);
  const shown = ephemeralTexts(muster.slack, userId).length;
  const { acknowledged, failure } = await muster.slack.as(userId).command('/mfa', text);
  expect({ acknowledged, failure }).toEqual({ acknowledged: true, failure: null });
  const read = () =>
    [...ephemeralTexts(muster.slack, userId).slice(shown), readText(modalOf(muster.slack, userId)?.blocks)].join('\n');
  await expect.poll(() => read().trim(), { timeout: PATIENCE_MS }).not.toBe('');
  await expect.poll(read, { timeout: PATIENCE_MS }).not.toMatch(/One moment…\s*$|Checking…\s*$/);
  return read();
}

const LONG = 'a'.repeat(100 * 1024);
const TEXTS: [string, string][] = [
  ['nothing', ''],
  ['spaces', '  \t \u00a0\u2003 '],
  ['100 KB', LONG],
  ['100 KB after a command', `remind ${LONG}`],
  ['100 KB of mentions', `remind ${'<@U0000000001> '.repeat(7_000)}`],
  ['emoji', '🦄🔐👩‍👩‍👧‍👦 remind'],
  ['right-to-left', '\u202eecrofne שלום مرحبا'],
  ['null bytes', 'status\u0000\u0000'],
  ['control characters', '\u0007\u001b[31mstatus\u001b[0m'],
  ['markup', '<!channel> <!here> <@UOLIVIA001> *bold* `code` <https://evil.example|click>'],
  ['HTML', '<script>alert(1)</script>'],
  ['SQL', "remind '; drop table members; --"],
  ['names of the prototype', '__proto__ constructor'],
  ['another name of the prototype', 'constructor'],
  ['a number', '1e309'],
  ['new lines', 'remind\n\neveryone\nnow'],
  ['a wrong list', 'members toString'],
  ['a wrong permission', `grant <@${mia.id}> __proto__`],
  ['an open mention', 'remind <@U'],
  ['a mention with a hostile label', `remind <@${bot.id}|<!channel>>`],
  ['a template', '{{7*7}} %s %n'],
];

describe('any text after /mfa', () => {
  test.each(TEXTS)('%s gets a clear answer and changes nothing', LIMIT, async (_name, text) => {
    for (const id of [olivia.id, mia.id]) {
      const said = await expectNoChange(muster, () => type(id, text));
      expect(said).not.toMatch(INSIDES);
      expect(said).not.toMatch(APOLOGY);
      expect(said).not.toMatch(/<!(channel|here|everyone)>/);
      expect(said.length).toBeLessThan(10_000);
    }
  });

  test.each([
    ['somebody unknown', '<@UNOBODY999>'],
    ['a bot', `<@${bot.id}>`],
    ['a person of another workspace', `<@${stranger.id}|sam>`],
    ['Slackbot', '<@USLACKBOT>'],
  ])('every command about %s', LIMIT, async (_name, person) => {
    for (const text of [`remind ${person}`, `grant ${person} enforce`, `revoke ${person} view`]) {
      const said = await expectNoChange(muster, () => type(olivia.id, text));
      expect(said).toMatch(/not a member of your organization|does not know this person|not (a )?member/i);
      expect(said).not.toMatch(INSIDES);
    }
  });

  test.each([
    ['statsu', 'status'],
    ['ENFROCE', 'enforce'],
    ['hlep', 'help'],
    ['remnd', 'remind'],
  ])('a misspelt command, %s, gets the nearest one suggested', LIMIT, async (typed, meant) => {
    expect(await type(mia.id, typed)).toContain(`Did you mean \`/mfa ${meant}\`?`);
  });

  test('a bot, a stranger and somebody nobody knows get a clear answer to every command', LIMIT, async () => {
    for (const text of ['', 'status', 'enforce', 'stop', 'check', 'members', 'history', 'remind everyone']) {
      const said = await expectNoChange(muster, () => type(stranger.id, text));
      expect(said).toMatch(/Muster does not know you yet|not (a )?member/i);
      expect(said).not.toMatch(INSIDES);
    }
  });
});

describe('buttons and windows that are not ours', () => {
  /** Presses as that person, and returns the answer that only they see. */
  async function press(userId: string, action: Parameters<typeof forgePress>[2]): Promise<string> {
    const posted = await forgePress(muster, userId, action);
    expect(posted.status).toBe(200);
    // The first answer is to `/mfa help`, which the forger typed for a response URL.
    await expect
      .poll(() => ephemeralTexts(muster.slack, userId).at(-1) ?? '', { timeout: PATIENCE_MS })
      .toMatch(/Nothing was done|nothing was done|another version|not meant for you|Please open it again/);
    return ephemeralTexts(muster.slack, userId).at(-1) ?? '';
  }

  test.each(['', 'nonsense', '__proto__', 'constructor', 'x'.repeat(255)])(
    'an unknown action id (%#)',
    LIMIT,
    async (id) => {
      const said = await expectNoChange(muster, () => press(olivia.id, { action_id: id, value: 'x' }));
      expect(said).toMatch(/This button is from another version of Muster\. Nothing was done\./);
    },
  );

  const FOREIGN = '01a20bf3-27f6-77b5-a250-b33daeba22c7';
  test.each([
    [ACTIONS.needHelp, ''],
    [ACTIONS.needHelp, 'not json'],
    [ACTIONS.needHelp, '{"reminderId":1}'],
    [ACTIONS.needHelp, 'x'.repeat(2_000)],
    [ACTIONS.needHelp, '{"__proto__":{"reminderId":"rem_1"}}'],
    [ACTIONS.needHelp, JSON.stringify({ reminderId: `rem_${FOREIGN}` })],
    [ACTIONS.needHelp, JSON.stringify({ reminderId: `mem_${FOREIGN}` })],
    [ACTIONS.cancelEnforce, '{}'],
    [ACTIONS.membersNext, '{"filter":"missing","page":-1}'],
    [ACTIONS.membersNext, '{"filter":"missing","page":1e308}'],
    [ACTIONS.membersFilter, 'everybody'],
    [ACTIONS.historyNext, '[[[[[['],
    [ACTIONS.memberMenu, '{"do":"fire","member":"mem_1"}'],
  ])('%s with a value that is not ours (%#)', LIMIT, async (action_id, value) => {
    const said = await expectNoChange(muster, () => press(olivia.id, { action_id, value }));
    expect(said).not.toMatch(INSIDES);
    expect(said).not.toMatch(APOLOGY);
  });

  test('ids of another organization are nobody’s here', LIMIT, async () => {
    const member = JSON.stringify({ do: 'remind', member: `mem_${FOREIGN}` });
    for (const [action_id, value, answer] of [
      [ACTIONS.memberMenu, member, /does not know this person/],
      [ACTIONS.cancelEnforce, JSON.stringify({ requestId: `enf_${FOREIGN}` }), /Too late to cancel|already ended/],
      [ACTIONS.memberMenu, JSON.stringify({ do: 'history', member: `mem_${FOREIGN}` }), /./],
    ] as const) {
      await expectNoChange(muster, async () => {
        const posted = await forgePress(muster, olivia.id, { action_id, value });
        expect(posted.status).toBe(200);
        const read = () =>
          `${ephemeralTexts(muster.slack, olivia.id).at(-1)}\n${readText(modalOf(muster.slack, olivia.id)?.blocks)}`;
        await expect.poll(read, { timeout: PATIENCE_MS }).toMatch(answer);
        expect(read()).not.toMatch(INSIDES);
      });
    }
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '{"revision":'],
    ['another shape', '{"revision":"1"}'],
    ['null', 'null'],
    ['a list', '[1,2,3]'],
    ['a revision below zero', '{"revision":-1,"confirmExempt":null}'],
    ['3,000 characters', 'x'.repeat(3_000)],
    ['300 KB', 'x'.repeat(300_000)],
    ['20,000 brackets', '['.repeat(20_000)],
  ])('private_metadata that is broken: %s', LIMIT, async (_name, metadata) => {
    await openWindow(muster, olivia.id, 'enforce');
    const answer = await expectNoChange(muster, () =>
      forge(muster, { owner: olivia.id, forger: olivia.id, word: 'ENFORCE', metadata }),
    );
    expect(readAnswer(answer)).toMatch(/from an older version of Muster, or was changed on the way\. Nothing was done/);
    expect(readAnswer(answer)).not.toMatch(INSIDES);
    expect(await ask(muster, (db) => db.selectFrom('enforce_requests').selectAll().execute())).toEqual([]);
  });

  test.each([
    ['a revision that is still to come', '{"revision":99,"confirmExempt":null}'],
    ['a revision larger than any', '{"revision":9007199254740991,"confirmExempt":null}'],
  ])('private_metadata with %s', LIMIT, async (_name, metadata) => {
    await openWindow(muster, olivia.id, 'enforce');
    const answer = await expectNoChange(muster, () =>
      forge(muster, { owner: olivia.id, forger: olivia.id, word: 'ENFORCE', metadata }),
    );
    expect(readAnswer(answer)).toMatch(/changed .*meanwhile, so nothing was done/);
  });

  test.each(['', 'nonsense', '__proto__', 'enforce_result'])('an unknown view: %j', LIMIT, async (callbackId) => {
    await openWindow(muster, olivia.id, 'enforce');
    const view = modalOf(muster.slack, olivia.id);
    const answer = await expectNoChange(muster, () =>
      muster.slack.deliver({
        kind: 'interaction',
        body: {
          type: 'view_submission',
          team: { id: muster.slack.team.teamId },
          user: { id: olivia.id },
          view: { ...view, callback_id: callbackId },
          trigger_id: `1.${callbackId}`,
          is_enterprise_install: false,
        },
      }),
    );
    expect(readAnswer(answer)).toMatch(/This window is from another version of Muster\. Nothing was done/);
  });

  test('a state that is not what Slack sends', LIMIT, async () => {
    await openWindow(muster, olivia.id, 'enforce');
    const view = modalOf(muster.slack, olivia.id);
    for (const state of [null, [], 'x', { values: null }, { values: { word: { word_typed: { value: 7 } } } }]) {
      const answer = await expectNoChange(muster, () =>
        muster.slack.deliver({
          kind: 'interaction',
          body: {
            type: 'view_submission',
            team: { id: muster.slack.team.teamId },
            user: { id: olivia.id },
            view: { ...view, state },
            trigger_id: `1.${JSON.stringify(state)}`,
            is_enterprise_install: false,
          },
        }),
      );
      expect(answer.status).toBe(200);
      expect(answer.body).toContain('Please type ENFORCE');
    }
  });
});

describe('somebody of another workspace', () => {
  test('is told that Muster is not set up there, and nothing is opened', LIMIT, async () => {
    const { responseUrl } = await muster.slack.as(olivia.id).command('/mfa', 'help');
    const answer = await expectNoChange(muster, () =>
      muster.slack.deliver({
        kind: 'command',
        body: {
          command: '/mfa',
          text: 'enforce',
          team_id: 'T0ELSEWHERE',
          user_id: olivia.id,
          channel_id: 'C1',
          trigger_id: '1.2.foreign',
          response_url: responseUrl,
          is_enterprise_install: 'false',
        },
      }),
    );
    expect(answer.status).toBe(200);
    await expectPrivate(muster.slack, olivia.id, /Muster is not set up for this workspace/);
  });

  test('whose event is not ours changes nothing', LIMIT, async () => {
    for (const type of ['app_uninstalled', 'team_join', 'user_change', 'app_home_opened']) {
      const answer = await muster.slack.deliver({
        kind: 'event',
        body: {
          type: 'event_callback',
          team_id: 'T0ELSEWHERE',
          api_app_id: muster.slack.team.appId,
          event_id: `EvELSE${type}`,
          event: { type, user: { id: mia.id }, tab: 'home' },
        },
      });
      expect(answer.status).toBe(200);
    }
    await muster.slack.as(olivia.id).command('/mfa', 'status');
    await expectPrivate(muster.slack, olivia.id, /^MFA enforcement is off/);
    expect(await ask(muster, (db) => db.selectFrom('organizations').select('away_since').execute())).toEqual([
      { away_since: null },
    ]);
  });
});

test('after all this the story still works', LIMIT, async () => {
  for (const { id } of [PEOPLE.mia, PEOPLE.max]) muster.slack.setTwoFactor(id, 'app');
  await turnOn(muster);
  await expectModal(muster.slack, olivia.id, /MFA is now mandatory|enforcement is (now )?on/i);
});
