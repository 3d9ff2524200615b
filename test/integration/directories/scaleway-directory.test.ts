import { expect, test } from 'vitest';
import { buildPerson, type Person } from '../../support/directories/provider-server.ts';
import { scaleway } from '../../support/directories/scaleway-server.ts';
import { failureOf, readAll } from './contract.ts';

test('the owner is told apart, and who was invited is no account until they sign in', async () => {
  const people: Person[] = [
    buildPerson(1, { fields: { type: 'owner' } }),
    buildPerson(2, { mfa: 'off' }),
    buildPerson(3, { mfa: 'off', fields: { status: 'invitation_pending' } }),
  ];
  const running = await scaleway.start(people);
  expect(await readAll(running)).toMatchObject([
    { externalId: 'id-00001', isOwner: true, name: 'Person 1', status: 'enabled', method: null },
    { externalId: 'id-00002', isOwner: false, status: 'disabled' },
  ]);
  expect(await running.directory.readAccount('id-00003')).toBeNull();
});

test('who is locked is an account still', async () => {
  const running = await scaleway.start([buildPerson(1, { mfa: 'off', locked: true })]);
  expect(await readAll(running)).toMatchObject([{ status: 'disabled' }]);
});

test('everybody is asked for oldest first, at most 100 at a time', async () => {
  const running = await scaleway.start([buildPerson(1)]);
  await readAll(running);
  expect(Object.fromEntries(running.server.calls[0]?.query ?? [])).toMatchObject({
    order_by: 'created_at_asc',
    page: '1',
    page_size: '100',
  });
});

test('somebody is invited as a member, with a password that only Scaleway mails', async () => {
  const running = await scaleway.start([buildPerson(1)]);
  await running.directory.inviting?.invite('new@example.org');
  await running.directory.inviting?.invite('other@example.org');
  const members = running.server.calls
    .filter(({ kind }) => kind === 'create')
    .map(({ body }) => JSON.parse(body).member);
  expect(members[0]).toMatchObject({
    email: 'new@example.org',
    username: 'new@example.org',
    send_password_email: true,
    send_welcome_email: true,
    password: expect.stringMatching(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*\W).{30,}$/),
  });
  expect(members[0].password).not.toBe(members[1].password);
});

test('somebody who is there already is not invited again', async () => {
  const running = await scaleway.start([buildPerson(1)]);
  const again = running.directory.inviting?.invite('person1@example.org') ?? Promise.resolve();
  expect(await failureOf(running, again)).toMatchObject({
    code: 'http_409',
    sentence: 'Scaleway knows somebody with this email address or user name already.',
  });
});

test('the time of grace for MFA is told, where one runs', async () => {
  const { directory } = await scaleway.start([buildPerson(1)]);
  expect(await directory.grace?.findGraceEnd('id-00001')).toEqual(new Date('2026-01-19T10:00:00Z'));
  expect(await directory.grace?.findGraceEnd('id-00002')).toBeNull();
});
