import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/playground/slack/acting/actor.ts';
import { ACTIONS } from '../../../src/slack/ids.ts';
import { chooseInRow, closeAll, doUntil, forgePress, openUntil, READY, turnOff, turnOn } from '../../support/acting.ts';
import { buildPerson } from '../../support/directories/provider-server.ts';
import { launchScaleway } from '../../support/directories/scaleway-server.ts';
import { launchMuster, type Muster, PEOPLE } from '../../support/muster.ts';
import { expectDirect, expectModal, expectPrivate, modalOf, PATIENCE_MS, readText } from '../../support/screen.ts';
import { ask, countReadings, firstReading, idle, memberOf, refusalCodes } from '../../support/state.ts';
import { eventually } from '../../support/wait.ts';

const { olivia, oscar, ada, mia, max } = PEOPLE;
const LIMIT = { timeout: 180_000 };
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** Ada's account is the one behind Muster's own key. */
const ACCOUNTS = {
  ada: 'id-00001',
  olivia: 'id-00002',
  oscar: 'id-00003',
  mia: 'id-00004',
  max: 'id-00005',
  gus: 'id-00006',
};
type Who = keyof typeof ACCOUNTS;

let muster: Muster;
let scaleway: Awaited<ReturnType<typeof launchScaleway>>;
beforeAll(async () => {
  const people = Object.entries(ACCOUNTS).map(([name, id], index) =>
    buildPerson(index + 1, { id, name, email: `${name}@example.com` }),
  );
  scaleway = await launchScaleway(people);
  muster = await launchMuster({
    people: READY,
    tickEveryMs: 300,
    env: { DIRECTORIES: 'scaleway', ...scaleway.settings },
  });
  await firstReading(muster);
  await idle(muster);
}, LIMIT.timeout);
afterAll(async () => {
  await muster.close();
  scaleway.close();
}, LIMIT.timeout);

beforeEach(async () => {
  for (const { id } of [olivia, oscar, ada]) await closeAll(muster, id);
});

function account(who: Who) {
  const person = scaleway.world.people.find(({ id }) => id === ACCOUNTS[who]);
  if (person === undefined) throw new Error(`${who} has no account`);
  return person;
}

function setMfa(mfa: 'on' | 'off', ...whom: Who[]): void {
  for (const who of whom) account(who).mfa = mfa;
}

const lockedNow = () =>
  Object.keys(ACCOUNTS).filter((who) => scaleway.world.people.some((one) => one.name === who && one.locked));

const expectLocked = (...whom: Who[]) => expect.poll(lockedNow, { timeout: PATIENCE_MS }).toEqual(whom);

async function nextReading(): Promise<void> {
  const before = await countReadings(muster);
  muster.clock.forward(HOUR + 1000);
  await expect.poll(() => countReadings(muster), { timeout: PATIENCE_MS }).toBeGreaterThan(before);
}

async function openViolations(): Promise<number> {
  const rows = await ask(muster, (db) => db.selectFrom('violations').select('closed_at').execute());
  return rows.filter((row) => row.closed_at === null).length;
}

/** Turns MFA off for them, and lets their time run out. */
async function letTimeRunOut(...whom: Who[]): Promise<void> {
  const before = await openViolations();
  setMfa('off', ...whom);
  await nextReading();
  await expect.poll(openViolations, { timeout: PATIENCE_MS }).toBe(before + whom.length);
  muster.clock.forward(8 * DAY);
}

/** Chooses in `/mfa settings`. */
async function optIn(): Promise<void> {
  await openSettings();
  await muster.slack.as(olivia.id).submit('modal', { setting_locking: 'lock' });
  await expectModal(muster.slack, olivia.id, /Locking on/);
}

async function openSettings(): Promise<void> {
  await eventually(async () => {
    await closeAll(muster, olivia.id);
    await muster.slack.as(olivia.id).command('/mfa', 'settings');
    await expect.poll(() => modalOf(muster.slack, olivia.id), { timeout: 20_000 }).toBeDefined();
  });
}

/** Presses *See who is locked* until that shows: on a busy machine Slack gives up on a window. */
async function seeLocks(userId: string, place: Parameters<Actor['press']>[0], expected: RegExp): Promise<string> {
  const shown = () => readText(modalOf(muster.slack, userId)?.blocks);
  await doUntil(
    () => muster.slack.as(userId).press(place, { action_id: ACTIONS.openLocks }),
    () => expect(shown()).toMatch(expected),
  );
  return shown();
}

async function locks() {
  return await ask(muster, (db) => db.selectFrom('locks').selectAll().orderBy('id').execute());
}
const statesOf = async () => (await locks()).map(({ state }) => state);

async function countNotices(kind: string): Promise<number> {
  const rows = await ask(muster, (db) => db.selectFrom('notices').select('kind').execute());
  return rows.filter((row) => row.kind === kind).length;
}

async function eventTypes(): Promise<string[]> {
  const events = await ask(muster, (db) => db.selectFrom('audit_events').select('type').orderBy('sequence').execute());
  return events.map(({ type }) => type).filter((type) => type.startsWith('lock.') || type.startsWith('unlock.'));
}

/** Retries wait on the machine's clock. */
async function hurry(): Promise<void> {
  await ask(muster, (db) => db.updateTable('locks').set({ retry_at: null }).execute());
}

describe('locking', () => {
  test('nobody is locked before the organization opts in: owners are told instead', LIMIT, async () => {
    await turnOn(muster);
    await letTimeRunOut('mia');
    await expect.poll(() => countNotices('violations_overdue'), { timeout: PATIENCE_MS }).toBe(1);
    await expectDirect(muster.slack, olivia.id, /has not locked them/);
    expect([lockedNow(), await locks()]).toEqual([[], []]);
  });

  test('a dry run says who would be locked, before anybody opts in', LIMIT, async () => {
    await openSettings();
    const screen = await seeLocks(olivia.id, 'modal', /Locking is off: nobody is locked/);
    expect(screen).toMatch(new RegExp(`Would be locked now\\* \\(1 person\\)\\n• <@${mia.id}> \\(Scaleway\\)`));
    expect(screen).toContain('1 account a day at most');
    expect(lockedNow()).toEqual([]);
  });

  test('before each lock the directory is asked again, and must say disabled', LIMIT, async () => {
    await idle(muster);
    // No reading tells of it: only who asks for this one account sees that MFA is on.
    scaleway.world.trouble = ({ kind }) => (kind === 'list' ? { status: 403, body: {} } : null);
    setMfa('on', 'mia');
    await optIn();
    await expect.poll(statesOf, { timeout: PATIENCE_MS }).toEqual(['dropped']);
    await expect.poll(openViolations, { timeout: PATIENCE_MS }).toBe(0);
    expect(lockedNow()).toEqual([]);
    expect(await eventTypes()).toEqual(['lock.planned', 'lock.dropped']);
    scaleway.world.trouble = () => null;
  });

  test('past the grace period the account is locked; owners and the person are told', LIMIT, async () => {
    await letTimeRunOut('mia');
    await expectLocked('mia');
    await expectDirect(muster.slack, olivia.id, new RegExp(`has locked 1 person of Acme in Scaleway: <@${mia.id}>`));
    await expectDirect(
      muster.slack,
      mia.id,
      new RegExp(`Your Scaleway account at Acme is locked.*<@${olivia.id}>.*let you in`, 's'),
    );
    await expect
      .poll(() => muster.mailbox.list('mia@example.com').map(({ subject }) => subject), { timeout: PATIENCE_MS })
      .toContainEqual(expect.stringMatching(/Your access to Acme is locked/));
    await muster.slack.as(mia.id).command('/mfa', 'status');
    await expectPrivate(muster.slack, mia.id, /Your Scaleway account is locked, because the time/);
    await muster.slack.as(ada.id).command('/mfa', 'members missing');
    expect(await expectModal(muster.slack, ada.id, /MFA/)).toMatch(new RegExp(`<@${mia.id}>.*locked`, 's'));
    expect((await eventTypes()).slice(2)).toEqual(['lock.planned', 'lock.locked']);
  });

  test('when MFA appears the account is unlocked by itself', LIMIT, async () => {
    setMfa('on', 'mia');
    await nextReading();
    await expectLocked();
    await expectDirect(muster.slack, mia.id, /Scaleway account at Acme is unlocked/);
    expect((await eventTypes()).at(-1)).toBe('lock.unlocked');
  });

  test('somebody with manage lets a locked person in, with the whole time anew', LIMIT, async () => {
    muster.clock.forward(DAY);
    await letTimeRunOut('mia');
    await expectLocked('mia');
    const member = await memberOf(muster, mia.id);
    const value = JSON.stringify({ do: 'let_in', member: member?.id });
    const press = { action_id: ACTIONS.memberMenu, type: 'overflow', selected_option: { value } };
    await forgePress(muster, ada.id, press);
    await expectPrivate(muster.slack, ada.id, /permission \*manage\*/);
    expect(await refusalCodes(muster, 'lock.refused')).toEqual(['not_permitted']);
    await forgePress(muster, oscar.id, press);
    await expectPrivate(muster.slack, oscar.id, new RegExp(`Muster unlocks <@${mia.id}> now`));
    await expectLocked();
    muster.clock.forward(6 * DAY);
    await nextReading();
    expect(lockedNow()).toEqual([]);
    muster.clock.forward(DAY);
    await expectLocked('mia');
  });

  test('who is unlocked in the directory itself gets the whole time anew, too', LIMIT, async () => {
    account('mia').locked = false;
    await nextReading();
    await expect.poll(async () => (await eventTypes()).at(-1), { timeout: PATIENCE_MS }).toBe('lock.undone');
    muster.clock.forward(6 * DAY);
    await nextReading();
    expect(lockedNow()).toEqual([]);
    setMfa('on', 'mia');
    await nextReading();
    await expect.poll(openViolations, { timeout: PATIENCE_MS }).toBe(0);
  });

  test(
    'owners and Muster’s own account are never locked; beyond the limit of the day somebody has to agree',
    LIMIT,
    async () => {
      await letTimeRunOut('mia', 'max', 'olivia', 'ada');
      await expect
        .poll(async () => (await statesOf()).filter((state) => state === 'waiting').length, { timeout: PATIENCE_MS })
        .toBe(1);
      await expect.poll(() => lockedNow().length, { timeout: PATIENCE_MS }).toBe(1);
      await expectDirect(muster.slack, oscar.id, /would be locked now.*until you agree/s);
      const message = muster.slack
        .lookAt(oscar.id)
        .directMessages.findLast(({ blocks }) => JSON.stringify(blocks).includes(ACTIONS.allowLocks));
      if (message === undefined) throw new Error('nobody was asked');
      const screen = await seeLocks(oscar.id, message, /Waiting for consent: 1/);
      expect(screen).toMatch(new RegExp(`<@${olivia.id}> \\(Scaleway\\): owners are never locked`));
      expect(screen).toMatch(new RegExp(`<@${ada.id}> \\(Scaleway\\): Muster itself uses this account`));
      await closeAll(muster, oscar.id);

      const allow = JSON.stringify({ at: muster.clock.now().getTime() });
      await forgePress(muster, ada.id, { action_id: ACTIONS.allowLocks, value: allow });
      await expectPrivate(muster.slack, ada.id, /permission \*manage\*/);
      expect(lockedNow()).toHaveLength(1);
      await muster.slack.as(oscar.id).press(message, { action_id: ACTIONS.allowLocks });
      await expectLocked('mia', 'max');
      expect(await eventTypes()).toContain('lock.allowed');
      muster.clock.forward(2 * DAY);
      await nextReading();
      await idle(muster);
      expect(lockedNow()).toEqual(['mia', 'max']);
    },
  );

  test('a lock that a killed process left half-done is taken up, and known as Muster’s own', LIMIT, async () => {
    const [last] = (await locks()).toReversed();
    const past = '2026-01-01T00:00:00.000Z';
    await ask(muster, (db) =>
      db
        .updateTable('locks')
        .set({ state: 'locking', lease_until: past })
        .where('id', '=', last?.id ?? 'lck_')
        .execute(),
    );
    await expect.poll(async () => (await statesOf()).at(-1), { timeout: PATIENCE_MS }).toBe('locked');
    expect(lockedNow()).toEqual(['mia', 'max']);
  });

  test('what somebody else locked is left alone, and never unlocked', LIMIT, async () => {
    account('gus').locked = true;
    muster.clock.forward(2 * DAY);
    await letTimeRunOut('gus');
    await expect.poll(async () => (await statesOf()).at(-1), { timeout: PATIENCE_MS }).toBe('found_locked');
    setMfa('on', 'gus');
    await nextReading();
    await expect.poll(openViolations, { timeout: PATIENCE_MS }).toBe(4);
    expect(lockedNow()).toEqual(['mia', 'max', 'gus']);
  });

  test('stop releases everybody; what fails is shown and tried again until it is done', LIMIT, async () => {
    scaleway.world.trouble = ({ path }) => (path.endsWith(`${ACCOUNTS.max}/unlock`) ? { status: 500, body: {} } : null);
    await turnOff(muster, oscar.id);
    await expectLocked('max', 'gus');
    await expectDirect(muster.slack, oscar.id, new RegExp(`could not unlock <@${max.id}> in Scaleway`));
    await muster.slack.as(oscar.id).openHome();
    const home = () => readText(muster.slack.lookAt(oscar.id).home?.blocks ?? []);
    await expect.poll(home, { timeout: PATIENCE_MS }).toMatch(/could not unlock 1 account yet/);
    await hurry();
    await expect
      .poll(async () => (await locks()).some(({ failures }) => failures > 1), { timeout: PATIENCE_MS })
      .toBe(true);
    expect(await countNotices('unlock_failed')).toBe(1);
    scaleway.world.trouble = () => null;
    await hurry();
    await expectLocked('gus');
    await expect
      .poll(async () => (await statesOf()).filter((state) => state === 'unlocking'), { timeout: PATIENCE_MS })
      .toEqual([]);
  });

  test(
    'an account that matches nobody in Slack is locked too, hears by email, and is let in from the list',
    LIMIT,
    async () => {
      const casey = buildPerson(7, { name: 'Casey', email: 'casey@elsewhere.example' });
      const mails = () => muster.mailbox.list('casey@elsewhere.example').map(({ text }) => text);
      scaleway.world.people.push(casey);
      setMfa('on', 'mia', 'max', 'olivia', 'ada');
      await nextReading();
      await turnOn(muster);
      muster.clock.forward(2 * DAY);
      casey.mfa = 'off';
      await nextReading();
      await expect.poll(openViolations, { timeout: PATIENCE_MS }).toBe(1);
      muster.clock.forward(8 * DAY);
      await expect.poll(() => casey.locked, { timeout: PATIENCE_MS }).toBe(true);
      await expect.poll(mails, { timeout: PATIENCE_MS }).toContainEqual(expect.stringMatching(/Scaleway.*is locked/s));

      await openUntil(muster, oscar.id, 'members unmatched', /Casey.*locked/s);
      const row = { actionId: ACTIONS.memberMenu, row: 'Casey', label: 'Unlock, with more time' };
      await chooseInRow(muster, oscar.id, row);
      await expect.poll(() => casey.locked, { timeout: PATIENCE_MS }).toBe(false);
      await expect.poll(mails, { timeout: PATIENCE_MS }).toContainEqual(expect.stringMatching(/is unlocked/));
    },
  );
});
