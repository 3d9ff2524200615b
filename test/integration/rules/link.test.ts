import { expect, test } from 'vitest';
import { ACTIONS, FIELDS } from '../../../src/slack/ids.ts';
import { readOutcome } from '../../support/acting.ts';
import { github, githubSettings } from '../../support/directories/github-server.ts';
import { buildPeople } from '../../support/directories/provider-server.ts';
import { type Muster, PEOPLE, startMuster } from '../../support/muster.ts';
import { expectDirect, expectModal, expectPrivate, modalOf, PATIENCE_MS } from '../../support/screen.ts';
import { ask, countReadings, firstReading } from '../../support/state.ts';

const { olivia, ada, mia, bot } = PEOPLE;
const HOUR = 60 * 60_000;

const type = ({ slack }: Muster, text: string, userId: string = olivia.id) => slack.as(userId).command('/mfa', text);

/** Opens a list anew, and waits until it says so. */
async function expectList(muster: Muster, list: string, text: RegExp): Promise<void> {
  if (modalOf(muster.slack, olivia.id) !== undefined) await muster.slack.as(olivia.id).close('modal', { all: true });
  await type(muster, `members ${list}`);
  await expectModal(muster.slack, olivia.id, text);
}

/** The menu of the row that says so. */
async function choose({ slack }: Muster, row: string, label: string): Promise<void> {
  type Block = { text?: { text?: string }; accessory?: { options?: { text: { text: string }; value: string }[] } };
  const blocks: Block[] = JSON.parse(JSON.stringify(modalOf(slack, olivia.id)?.blocks ?? []));
  const options = blocks.find(({ text, accessory }) => accessory !== undefined && text?.text?.includes(row))?.accessory;
  const value = options?.options?.find(({ text }) => text.text === label)?.value ?? '';
  await slack.as(olivia.id).press('modal', { action_id: ACTIONS.memberMenu, value });
}

test('an account of nobody is linked to a person by hand, which later readings keep, and unlinked again', {
  timeout: 240_000,
}, async () => {
  const { server } = await github.start(buildPeople(3));
  const env = { DIRECTORIES: 'github', GITHUB_API_URL: server.address, ...githubSettings };
  const muster = await startMuster({ env, tickEveryMs: 300 });
  const { slack } = muster;
  await firstReading(muster);

  await type(muster, 'status');
  await expectPrivate(slack, olivia.id, /3 accounts of nobody in Slack/);
  await type(muster, 'status', ada.id);
  await expectPrivate(slack, ada.id, /MFA enforcement is off/);
  expect(JSON.stringify(slack.lookAt(ada.id).ephemerals)).not.toMatch(/nobody in Slack/);
  await type(muster, 'members unmatched', ada.id);
  await expectPrivate(slack, ada.id, /permission \*manage\*/);
  await expectList(muster, 'out-of scope', /Out of scope \(no account\): \d/);

  await expectList(muster, 'unmatched', /Unmatched \(nobody in Slack\): 3[\s\S]*GitHub \(person-1\)/);
  await choose(muster, 'person-1', 'Link to a person');
  await expectModal(slack, olivia.id, /Whose is \*GitHub \(person-1\)\*\?/);
  const pick = (userId: string) => slack.as(olivia.id).submit('modal', { [FIELDS.person]: userId });
  expect(readOutcome(await pick(bot.id))).toMatch(/not a member of your organization/);
  expect(readOutcome(await pick(mia.id))).toMatch(/counts for <@UMIA000004> from now on/);

  // The reminder says which account, and the directory is asked about it.
  await type(muster, `remind <@${mia.id}>`);
  await expectDirect(slack, mia.id, /turn on multifactor authentication \(MFA\) for \*GitHub \(person-1\)\*/);
  expect(JSON.stringify(slack.lookAt(mia.id).directMessages)).toContain('/settings/security');
  for (const person of server.world.people) person.mfa = 'on';
  await type(muster, 'check', mia.id);
  await expectPrivate(slack, mia.id, /MFA (is|on)/);

  // A later reading does not undo it.
  for (const person of server.world.people) person.mfa = 'off';
  const before = await countReadings(muster);
  muster.clock.forward(HOUR + 1_000);
  await expect.poll(() => countReadings(muster), { timeout: PATIENCE_MS }).toBeGreaterThan(before);
  await expectList(muster, 'linked', /Linked by hand: 1[\s\S]*GitHub \(person-1\)\* · MFA off/);
  await choose(muster, 'person-1', 'Unlink');
  await expectModal(slack, olivia.id, /Which account is not of <@UMIA000004>\?/);
  const unlinked = await slack.as(olivia.id).submit('modal');
  expect(readOutcome(unlinked)).toMatch(/GitHub \(person-1\)\* is not linked any more. It matches nobody in Slack/);
  await expectList(muster, 'unmatched', /Unmatched \(nobody in Slack\): 3/);
  await expectList(muster, 'linked', /No account is linked by hand/);

  const events = await ask(muster, (db) =>
    db
      .selectFrom('audit_events')
      .select(['type', 'after'])
      .where('type', 'like', 'link.%')
      .orderBy('sequence')
      .execute(),
  );
  expect(events.map((event) => event.type)).toEqual(['link.refused', 'link.added', 'link.removed']);
  expect(JSON.stringify(events)).not.toMatch(/person-1/);
});
