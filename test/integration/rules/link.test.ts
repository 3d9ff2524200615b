import { expect, test } from 'vitest';
import { ACTIONS, FIELDS } from '../../../src/slack/ids.ts';
import { askUntil, chooseInRow, doUntil, openUntil } from '../../support/acting.ts';
import { github, githubSettings } from '../../support/directories/github-server.ts';
import { buildPeople } from '../../support/directories/provider-server.ts';
import { type Muster, PEOPLE, startMuster } from '../../support/muster.ts';
import { directTexts, modalOf, PATIENCE_MS, readText } from '../../support/screen.ts';
import { ask, countReadings, firstReading } from '../../support/state.ts';

const { olivia, ada, mia, bot } = PEOPLE;
const HOUR = 60 * 60_000;
const WAIT = { timeout: PATIENCE_MS };

/** In a list, chooses in the menu of a row until that window opens. */
async function chooseIn(muster: Muster, list: string, label: string, expected: RegExp): Promise<void> {
  await doUntil(
    async () => {
      await openUntil(muster, olivia.id, `members ${list}`, /person-1/);
      await chooseInRow(muster, olivia.id, { actionId: ACTIONS.memberMenu, row: 'person-1', label });
    },
    () => expect(readText(modalOf(muster.slack, olivia.id)?.blocks)).toMatch(expected),
  );
}

const linksOf = (muster: Muster) => ask(muster, (db) => db.selectFrom('account_links').selectAll().execute());

const eventsOf = (muster: Muster) =>
  ask(muster, (db) =>
    db.selectFrom('audit_events').selectAll().where('type', 'like', 'link.%').orderBy('sequence').execute(),
  );

test('an account of nobody is linked to a person by hand, which later readings keep, and unlinked again', {
  timeout: 300_000,
}, async () => {
  const { server } = await github.start(buildPeople(3));
  const env = { DIRECTORIES: 'github', GITHUB_API_URL: server.address, ...githubSettings };
  const muster = await startMuster({ env, tickEveryMs: 300 });
  const { slack } = muster;
  await firstReading(muster);
  await askUntil(muster, olivia.id, 'status', /3 accounts of nobody in Slack/);
  await askUntil(muster, ada.id, 'status', /MFA enforcement is off/);
  expect(JSON.stringify(slack.lookAt(ada.id).ephemerals)).not.toMatch(/nobody in Slack/);
  await askUntil(muster, ada.id, 'members unmatched', /permission \*manage\*/);
  await openUntil(muster, olivia.id, 'members out-of scope', /Out of scope \(no account\): \d/);

  // Nobody but a member can be chosen.
  const link = async (userId: string) => {
    await chooseIn(muster, 'unmatched', 'Link to a person', /Whose is \*GitHub \(person-1\)\*\?/);
    await slack.as(olivia.id).submit('modal', { [FIELDS.person]: userId });
  };
  const notMember = async () =>
    expect((await eventsOf(muster)).map(({ after }) => after)).toContain('{"code":"person_not_member"}');
  await doUntil(() => link(bot.id), notMember);
  await doUntil(
    () => link(mia.id),
    async () => expect(await linksOf(muster)).toHaveLength(1),
  );

  // The reminder says which account, and where.
  await doUntil(
    () => slack.as(olivia.id).command('/mfa', `remind <@${mia.id}>`),
    () => expect(directTexts(slack, mia.id).at(0) ?? '').toMatch(/for \*GitHub \(person-1\)\*/),
  );
  expect(JSON.stringify(slack.lookAt(mia.id).directMessages)).toContain('/settings/security');

  // A later reading does not undo it.
  for (const person of server.world.people) person.mfa = 'on';
  const before = await countReadings(muster);
  muster.clock.forward(HOUR + 1_000);
  await expect.poll(() => countReadings(muster), WAIT).toBeGreaterThan(before);
  await openUntil(muster, olivia.id, 'members linked', /Linked by hand: 1[\s\S]*GitHub \(person-1\)\* · MFA on/);

  await doUntil(
    async () => {
      await chooseIn(muster, 'linked', 'Unlink', /Which account is not of <@UMIA000004>\?/);
      await slack.as(olivia.id).submit('modal');
    },
    async () => expect(await linksOf(muster)).toHaveLength(0),
  );
  await openUntil(muster, olivia.id, 'members unmatched', /Unmatched \(nobody in Slack\): 3/);
  await openUntil(muster, olivia.id, 'members linked', /No account is linked by hand/);

  const events = await eventsOf(muster);
  const done = events.map(({ type }) => type).filter((type) => type !== 'link.refused');
  expect(done).toEqual(['link.added', 'link.removed']);
  expect(JSON.stringify(events)).not.toMatch(/person-1/);
});
