import { expect, test } from 'vitest';
import { ACTIONS, FIELDS } from '../../../src/slack/ids.ts';
import { readOutcome } from '../../support/acting.ts';
import { scaleway, scalewaySettings } from '../../support/directories/scaleway-server.ts';
import { type Muster, PEOPLE, startMuster } from '../../support/muster.ts';
import { expectModal, expectPrivate, modalOf, PATIENCE_MS, readText } from '../../support/screen.ts';
import { ask, firstReading } from '../../support/state.ts';

const { olivia, ada } = PEOPLE;
const LIMIT = { timeout: 240_000 };
const DAY = 24 * 60 * 60_000;
const NEW = 'new.person@example.org';

async function start(env: Readonly<Record<string, string | undefined>> = {}) {
  const { server } = await scaleway.start([]);
  const settings = { DIRECTORIES: 'slack,scaleway', SCALEWAY_API_URL: server.address, ...scalewaySettings };
  const muster = await startMuster({ env: { ...settings, ...env }, tickEveryMs: 300 });
  await firstReading(muster);
  return { muster, server };
}

const type = ({ slack }: Muster, text: string, userId: string = olivia.id) => slack.as(userId).command('/mfa', text);

async function choose({ slack }: Muster, label: string): Promise<void> {
  const blocks = JSON.parse(JSON.stringify(modalOf(slack, olivia.id)?.blocks ?? []));
  const menus = blocks.flatMap((block: { accessory?: { options?: { text: { text: string }; value: string }[] } }) =>
    (block.accessory?.options ?? []).filter(({ text }) => text.text === label),
  );
  await slack.as(olivia.id).press('modal', { action_id: ACTIONS.invitationMenu, value: menus[0]?.value ?? '' });
}

const eventsOf = (muster: Muster) =>
  ask(muster, (db) =>
    db.selectFrom('audit_events').selectAll().where('type', 'like', 'invitation.%').orderBy('sequence').execute(),
  );

test('somebody is invited by email and by the directory, once, and is let in by themselves', LIMIT, async () => {
  const { muster, server } = await start();
  const { slack, mailbox } = muster;

  await type(muster, `invite ${NEW}`, ada.id);
  await expectPrivate(slack, ada.id, /permission \*manage\*/);
  await type(muster, 'invite new.person');
  await expectPrivate(slack, olivia.id, /no email address/);
  await type(muster, 'invite MIA@example.com');
  await expectPrivate(slack, olivia.id, /is a member already/);
  expect(mailbox.list()).toEqual([]);

  await type(muster, 'invite <mailto:New.Person@Example.org|New.Person@Example.org>');
  await expectPrivate(
    slack,
    olivia.id,
    /`new\.person@example\.org` gets an email .* and an invitation from \*Scaleway\*/,
  );
  await expect.poll(() => mailbox.list(NEW).length, { timeout: PATIENCE_MS }).toBe(1);
  const [mail] = mailbox.list(NEW);
  expect(mail?.subject).toBe('You are invited to Acme: set up MFA to get in');
  await expect.poll(() => server.world.people.map(({ email }) => email), { timeout: PATIENCE_MS }).toEqual([NEW]);
  await type(muster, `invite ${NEW}`);
  await expectPrivate(slack, olivia.id, /is invited already/);

  // The window has a field, and who is invited; an error stands under the field.
  await type(muster, 'invite');
  await expectModal(slack, olivia.id, /email sent · invited to Scaleway/);
  const submit = (address: string, round: number) =>
    slack.as(olivia.id).submit('modal', { [`email_${round}`]: { [FIELDS.email]: address } });
  expect(readOutcome(await submit('nobody', 0))).toMatch(/no email address/);
  expect(readOutcome(await submit(NEW, 0))).toMatch(/is invited already/);
  expect(readOutcome(await submit('second@example.org', 0))).toMatch(/Done: `second@example\.org` gets/);
  await expectModal(slack, olivia.id, /Invited and not here yet: 2/);
  await choose(muster, 'Withdraw');
  await expectModal(slack, olivia.id, /`second@example\.org` is withdrawn/);
  await expectModal(slack, olivia.id, /Invited and not here yet: 1/);

  // Once a day it goes out again, with another Message-ID.
  await choose(muster, 'Send again');
  await expectModal(slack, olivia.id, /less than a day ago. You can send it again in 24 hours/);
  muster.clock.forward(DAY);
  await choose(muster, 'Send again');
  await expectModal(slack, olivia.id, /Done: `new\.person@example\.org` gets an email/);
  await expect.poll(() => mailbox.list(NEW).length, { timeout: PATIENCE_MS }).toBe(2);
  expect(server.calls.filter(({ kind, body }) => kind === 'create' && body.includes(NEW))).toHaveLength(1);

  // The person joins Slack: accepted by itself. What nobody accepts expires.
  await slack.as(olivia.id).close('modal', { all: true });
  await slack.join({ id: 'UNEWPERSON', name: 'new.person', real_name: 'New Person', email: NEW, has_2fa: false });
  await expect
    .poll(async () => (await eventsOf(muster)).map(({ type: of }) => of), { timeout: PATIENCE_MS })
    .toContain('invitation.accepted');
  await type(muster, 'invite third@example.org');
  await expect.poll(() => mailbox.list('third@example.org').length, { timeout: PATIENCE_MS }).toBe(1);
  muster.clock.forward(31 * DAY);
  await expect
    .poll(async () => (await eventsOf(muster)).map(({ type: of }) => of), { timeout: PATIENCE_MS })
    .toEqual([
      ...Array.from({ length: 2 }, () => 'invitation.refused'),
      'invitation.sent',
      ...Array.from({ length: 2 }, () => 'invitation.refused'),
      'invitation.sent',
      'invitation.withdrawn',
      'invitation.refused',
      'invitation.sent',
      'invitation.accepted',
      'invitation.sent',
      'invitation.expired',
    ]);
  // Ids and numbers only.
  expect(JSON.stringify(await eventsOf(muster))).not.toMatch(/example|person@|@/);
  expect(readText(modalOf(slack, olivia.id)?.blocks)).toBe('');
});

test('a directory that refuses, or knows the person, says so and is no failure of the whole', LIMIT, async () => {
  const { muster, server } = await start({ SMTP_URL: undefined, MAIL_FROM: undefined });
  const { slack } = muster;
  const refuse = (status: number) => {
    server.world.trouble = ({ kind }) => (kind === 'create' ? { status, body: { type: 'no' } } : null);
  };
  const expectRow = async (email: string, words: RegExp) => {
    await type(muster, `invite ${email}`);
    await expectPrivate(slack, olivia.id, new RegExp(`${email.replaceAll('.', '\\.')}.*Email is off`));
    const open = async () => {
      if (modalOf(slack, olivia.id) !== undefined) await slack.as(olivia.id).close('modal', { all: true });
      await type(muster, 'invite');
      return readText(modalOf(slack, olivia.id)?.blocks);
    };
    await expect.poll(open, { timeout: PATIENCE_MS, interval: 300 }).toMatch(words);
  };
  refuse(403);
  await expectRow('one@example.org', /not invited to Scaleway: Scaleway does not let Muster invite people/);
  refuse(409);
  await expectRow('two@example.org', /Somebody with this address is in Scaleway already/);
  refuse(500);
  await expectRow('three@example.org', /Scaleway will be asked again: .*has trouble/);
});
