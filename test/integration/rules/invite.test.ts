import { expect, test } from 'vitest';
import { ACTIONS, FIELDS } from '../../../src/slack/ids.ts';
import { askUntil, chooseInRow, doUntil, openUntil } from '../../support/acting.ts';
import { scaleway, scalewaySettings } from '../../support/directories/scaleway-server.ts';
import { type Muster, PEOPLE, startMuster } from '../../support/muster.ts';
import { modalOf, PATIENCE_MS, readText } from '../../support/screen.ts';
import { ask, firstReading } from '../../support/state.ts';

const { olivia, ada } = PEOPLE;
const LIMIT = { timeout: 300_000 };
const WAIT = { timeout: PATIENCE_MS };
const DAY = 24 * 60 * 60_000;
const NEW = 'new.person@example.org';
const SECOND = 'second@example.org';

async function start(env: Readonly<Record<string, string | undefined>> = {}) {
  const { server } = await scaleway.start([]);
  const settings = { DIRECTORIES: 'slack,scaleway', SCALEWAY_API_URL: server.address, ...scalewaySettings };
  const muster = await startMuster({ env: { ...settings, ...env }, tickEveryMs: 300 });
  await firstReading(muster);
  return { muster, server };
}

const type = ({ slack }: Muster, text: string) => slack.as(olivia.id).command('/mfa', text);

/** Chooses in the menu of the invitation of that address. */
async function chooseFor(muster: Muster, address: string, label: string): Promise<void> {
  await openUntil(muster, olivia.id, 'invite', /Invited and not here yet/);
  await chooseInRow(muster, olivia.id, { actionId: ACTIONS.invitationMenu, row: address, label });
}

const eventsOf = (muster: Muster) =>
  ask(muster, (db) =>
    db.selectFrom('audit_events').selectAll().where('type', 'like', 'invitation.%').orderBy('sequence').execute(),
  );
const invited = async (muster: Muster) =>
  (await ask(muster, (db) => db.selectFrom('invitations').select('email').execute())).map(({ email }) => email);
const countEvents = async (muster: Muster, kind: string) =>
  (await eventsOf(muster)).filter((event) => event.type === `invitation.${kind}`).length;

test('somebody is invited by email and by the directory, once, and is let in by themselves', LIMIT, async () => {
  const { muster, server } = await start();
  const { slack, mailbox } = muster;
  await askUntil(muster, ada.id, `invite ${NEW}`, /permission \*manage\*/);
  await askUntil(muster, olivia.id, 'invite new.person', /no email address/);
  await askUntil(muster, olivia.id, 'invite MIA@example.com', /is a member already/);
  expect(mailbox.list()).toEqual([]);

  const mailsTo = (address: string, count: number) => () => expect(mailbox.list(address)).toHaveLength(count);
  await doUntil(() => type(muster, 'invite <mailto:New.Person@Example.org|New.Person@Example.org>'), mailsTo(NEW, 1));
  expect(mailbox.list(NEW)[0]?.subject).toBe('You are invited to Acme: set up MFA to get in');
  await expect.poll(() => server.world.people.map(({ email }) => email), WAIT).toEqual([NEW]);
  await askUntil(muster, olivia.id, `invite ${NEW}`, /is invited already/);

  // The window has a field, and who is invited.
  await openUntil(muster, olivia.id, 'invite', /email sent · invited to Scaleway/);
  const submit = async (address: string) => {
    await openUntil(muster, olivia.id, 'invite', /Whom would you like to invite/);
    await slack.as(olivia.id).submit('modal', { email_0: { [FIELDS.email]: address } });
  };
  await doUntil(() => submit(SECOND), mailsTo(SECOND, 1));
  await doUntil(
    () => chooseFor(muster, SECOND, 'Withdraw'),
    async () => expect(await countEvents(muster, 'withdrawn')).toBe(1),
  );
  await openUntil(muster, olivia.id, 'invite', /Invited and not here yet: 1/);

  // Once a day it goes out again; the directory has invited already.
  await doUntil(
    () => chooseFor(muster, NEW, 'Send again'),
    () =>
      expect(readText(modalOf(slack, olivia.id)?.blocks)).toMatch(/less than a day ago. You can send it again in 24/),
  );
  expect(mailbox.list(NEW)).toHaveLength(1);
  muster.clock.forward(DAY);
  await doUntil(() => chooseFor(muster, NEW, 'Send again'), mailsTo(NEW, 2));
  expect(server.calls.filter(({ kind, body }) => kind === 'create' && body.includes(NEW))).toHaveLength(1);

  // The person joins Slack: accepted by itself. What nobody accepts expires.
  await slack.join({ id: 'UNEWPERSON', name: 'new.person', real_name: 'New Person', email: NEW, has_2fa: false });
  await expect.poll(() => countEvents(muster, 'accepted'), WAIT).toBe(1);
  await doUntil(() => type(muster, 'invite third@example.org'), mailsTo('third@example.org', 1));
  muster.clock.forward(31 * DAY);
  await expect.poll(() => countEvents(muster, 'expired'), WAIT).toBe(1);
  expect([await countEvents(muster, 'sent'), await countEvents(muster, 'withdrawn')]).toEqual([4, 1]);
  // Ids and numbers only.
  expect(JSON.stringify(await eventsOf(muster))).not.toMatch(/example|person@|@/);
});

test('a directory that refuses, or knows the person, says so and is no failure of the whole', LIMIT, async () => {
  const { muster, server } = await start({ SMTP_URL: undefined, MAIL_FROM: undefined });
  const expectRow = async (status: number, words: RegExp) => {
    server.world.trouble = ({ kind }) => (kind === 'create' ? { status, body: { type: 'no' } } : null);
    const address = `person-${status}@example.org`;
    await doUntil(
      () => type(muster, `invite ${address}`),
      async () => expect(await invited(muster)).toContain(address),
    );
    await openUntil(muster, olivia.id, 'invite', words);
  };
  await expectRow(403, /not invited to Scaleway: Scaleway does not let Muster invite people/);
  await expectRow(409, /Somebody with this address is in Scaleway already/);
  await expectRow(500, /Scaleway will be asked again: .*has trouble/);
});
