import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ACTIONS, FIELDS } from '../../../src/slack/ids.ts';
import { memberValue } from '../../../src/slack/metadata.ts';
import { closeAll, forge, forgePress, READY, readAnswer, readOutcome, turnOn } from '../../support/acting.ts';
import { launchMuster, type Muster, PEOPLE } from '../../support/muster.ts';
import {
  directTexts,
  ephemeralTexts,
  expectDirect,
  expectModal,
  expectPrivate,
  modalOf,
  PATIENCE_MS,
} from '../../support/screen.ts';
import { ask, expectNoChange, expectState, firstReading, idle, memberOf, refusalCodes } from '../../support/state.ts';
import { eventually } from '../../support/wait.ts';

const { olivia, oscar, ada, mia, max, bot } = PEOPLE;
const LIMIT = { timeout: 180_000 };
const DAY = 24 * 60 * 60_000;

let muster: Muster;
beforeAll(async () => {
  muster = await launchMuster({ people: READY, tickEveryMs: 3_000 });
  await firstReading(muster);
  await idle(muster);
}, LIMIT.timeout);
afterAll(() => muster.close(), LIMIT.timeout);
beforeEach(async () => {
  for (const { id } of [olivia, oscar]) await closeAll(muster, id);
});

/** Opens the modal of `/mfa exempt @person`; on a busy machine it takes another try. */
async function openExempt(userId: string, subject: string): Promise<void> {
  const attempt = async () => {
    await closeAll(muster, userId);
    await muster.slack.as(userId).command('/mfa', `exempt <@${subject}>`);
    await expect.poll(() => modalOf(muster.slack, userId), { timeout: 20_000 }).toBeDefined();
  };
  await eventually(attempt);
  await expectModal(muster.slack, userId, /is not counted while exempt/);
}

function dayAhead(days: number): string {
  return new Date(muster.clock.now().getTime() + days * DAY).toISOString().slice(0, 10);
}

const entries = (days: number, sponsor: string = ada.id) => ({
  [FIELDS.reason]: 'On parental leave',
  [FIELDS.sponsor]: sponsor,
  [FIELDS.end]: dayAhead(days),
});

async function exempt(userId: string, subject: string, days = 30): Promise<string> {
  await openExempt(userId, subject);
  return readOutcome(await muster.slack.as(userId).submit('modal', entries(days)));
}

async function exemptions() {
  return await ask(muster, (db) => db.selectFrom('exemptions').selectAll().orderBy('id').execute());
}

async function events(type: string) {
  const rows = await ask(muster, (db) => db.selectFrom('audit_events').selectAll().where('type', '=', type).execute());
  return rows.map(({ subject_id, after }) => ({ subject_id, after: JSON.parse(after ?? 'null') }));
}

async function answerTo(userId: string, text: string, answer: RegExp): Promise<void> {
  const shown = ephemeralTexts(muster.slack, userId).length;
  await muster.slack.as(userId).command('/mfa', text);
  await expect.poll(() => ephemeralTexts(muster.slack, userId).length, { timeout: PATIENCE_MS }).toBeGreaterThan(shown);
  await expectPrivate(muster.slack, userId, answer);
}

describe('an exemption that is refused', () => {
  test.each([
    ['without manage', ada.id, `exempt <@${mia.id}>`, /permission \*manage\*/],
    ['of oneself', olivia.id, `exempt <@${olivia.id}>`, /Nobody can exempt themself/],
    ['of a bot', olivia.id, `exempt <@${bot.id}>`, /not a member of your organization/],
    ['of a name that is no mention', olivia.id, 'exempt @mia', /could not tell whom you mean/],
    ['of nobody', olivia.id, 'exempt', /Whom would you like to exempt/],
  ])('%s', LIMIT, async (_what, userId, text, answer) => {
    await expectNoChange(muster, () => answerTo(userId, text, answer));
  });

  test('with an error under its field, and nothing typed is lost', LIMIT, async () => {
    await openExempt(olivia.id, mia.id);
    const submit = async (change: Record<string, string>) =>
      readOutcome(await muster.slack.as(olivia.id).submit('modal', { ...entries(30), ...change }, { unchecked: true }));
    expect(await submit({ [FIELDS.reason]: '  ' })).toMatch(/Please say why/);
    expect(await submit({ [FIELDS.sponsor]: mia.id })).toMatch(/Nobody can be their own sponsor/);
    expect(await submit({ [FIELDS.sponsor]: bot.id })).toMatch(/active member/);
    for (const day of [dayAhead(0), dayAhead(-1), dayAhead(95), dayAhead(3_650)]) {
      expect(await submit({ [FIELDS.end]: day })).toMatch(/from tomorrow on, at most 90 days ahead/);
    }
    expect(JSON.stringify(modalOf(muster.slack, olivia.id)?.state)).toContain('On parental leave');
    expect(await exemptions()).toEqual([]);
  });

  test('to who has no manage at the submission', LIMIT, async () => {
    await openExempt(olivia.id, mia.id);
    const values = {
      reason: { [FIELDS.reason]: { type: 'plain_text_input', value: 'Because' } },
      sponsor: { [FIELDS.sponsor]: { type: 'users_select', selected_user: olivia.id } },
      end: { [FIELDS.end]: { type: 'datepicker', selected_date: dayAhead(30) } },
    };
    for (const forger of [ada.id, mia.id]) {
      expect(readAnswer(await forge(muster, { owner: olivia.id, forger, values }))).toMatch(/permission \*manage\*/);
    }
    expect(await exemptions()).toEqual([]);
    expect(await refusalCodes(muster, 'exempt.refused')).toContain('not_permitted');
  });
});

describe('an exemption', () => {
  const violation = async () => await ask(muster, (db) => db.selectFrom('violations').selectAll().executeTakeFirst());
  const graceRuns = async () => ((await violation())?.grace_running_since ?? null) !== null;
  const askedOfMia = () => directTexts(muster.slack, mia.id).filter((text) => /is off for you/.test(text)).length;

  test(
    'takes somebody out of the count: what was asked is cancelled, the grace clock stands still',
    LIMIT,
    async () => {
      await turnOn(muster);
      muster.slack.setTwoFactor(mia.id, null);
      await muster.slack.as(mia.id).command('/mfa', 'check');
      await expectDirect(muster.slack, mia.id, /is off for you at the moment/);
      expect(await graceRuns()).toBe(true);

      expect(await exempt(olivia.id, mia.id)).toMatch(/is exempt until/);
      expect(await graceRuns()).toBe(false);
      await expectDirect(muster.slack, mia.id, /MFA is no longer asked of you/);
      const member = await memberOf(muster, mia.id);
      const [event] = await events('exempt.added');
      expect(event).toMatchObject({ subject_id: member?.id, after: { kind: 'person' } });
      expect(JSON.stringify(event)).not.toContain('parental');
      await answerTo(mia.id, 'status', /You are exempt at the moment/);
      await answerTo(olivia.id, 'status', /\*Exempt:\* 1/);
      await answerTo(olivia.id, `exempt <@${mia.id}>`, /exempt already/);
      await muster.slack.as(olivia.id).command('/mfa', 'members exempt');
      const list = await expectModal(muster.slack, olivia.id, /Exempt: 1/);
      expect(list).toMatch(new RegExp(`<@${mia.id}>[\\s\\S]*exempt until .* sponsor <@${ada.id}>`));
      expect(list).toContain('End exemption');
    },
  );

  test('is told to its sponsor a week before it ends, once', LIMIT, async () => {
    muster.clock.forward(24 * DAY);
    await expectDirect(muster.slack, ada.id, new RegExp(`The exemption of <@${mia.id}> .* ends`));
    muster.clock.forward(DAY);
    await idle(muster);
    expect(directTexts(muster.slack, ada.id).filter((text) => /The exemption of/.test(text)).length).toBe(1);
  });

  test('ends by itself: counted again, the grace period goes on, and the member hears until when', LIMIT, async () => {
    const before = askedOfMia();
    muster.clock.forward(7 * DAY);
    await expect.poll(graceRuns, { timeout: PATIENCE_MS }).toBe(true);
    await expect.poll(askedOfMia, { timeout: PATIENCE_MS }).toBeGreaterThan(before);
    expect((await events('exempt.ended')).at(-1)?.after).toEqual({ why: 'lapsed' });
    await answerTo(olivia.id, 'status', /\*Exempt:\* 0/);
  });

  test('of a service account is listed apart, and can be ended by who has manage', LIMIT, async () => {
    await openExempt(oscar.id, max.id);
    const outcome = await muster.slack.as(oscar.id).submit('modal', { ...entries(9), [FIELDS.kind]: ['service'] });
    expect(readOutcome(outcome)).toMatch(/is exempt until/);
    await closeAll(muster, oscar.id);
    await muster.slack.as(oscar.id).command('/mfa', 'members exempt');
    await expectModal(muster.slack, oscar.id, /Service accounts[\s\S]*<@UMAX000005>/);
    const member = await memberOf(muster, max.id);
    const end = memberValue.encode({ do: 'unexempt', member: member?.id ?? 'mem_' });
    const press = { action_id: ACTIONS.memberMenu, type: 'overflow', selected_option: { value: end } };
    await forgePress(muster, ada.id, press);
    await expectPrivate(muster.slack, ada.id, /permission \*manage\*/);
    await forgePress(muster, oscar.id, press);
    await expectPrivate(muster.slack, oscar.id, /is no longer exempt/);
    expect((await events('exempt.ended')).at(-1)?.after).toEqual({ why: 'taken_back' });
  });

  test('is void when the member leaves', LIMIT, async () => {
    expect(await exempt(olivia.id, max.id)).toMatch(/is exempt until/);
    await muster.slack.leave(max.id);
    await expectState(muster, max.id, 'deactivated');
    expect((await exemptions()).filter(({ ended_at }) => ended_at === null)).toEqual([]);
    expect((await events('exempt.ended')).at(-1)?.after).toEqual({ why: 'left' });
  });
});
