import { describe, expect, test } from 'vitest';
import { buildPeople, buildPerson } from '../../support/directories/provider-server.ts';
import { failureOf, idsOf, readAll } from './contract.ts';
import { SUBJECTS } from './subjects.ts';

describe.each(SUBJECTS)('the directory $name', (subject) => {
  test('says what it is, and knows nobody by who they are in Slack', async () => {
    const { directory } = await subject.start([]);
    expect(directory).toMatchObject({ name: subject.name, label: expect.any(String), blindness: null });
    expect(new URL(directory.setupUrl).protocol).toMatch(/^https?:$/);
    if (subject.name !== 'slack') expect(directory.externalIdOf('U1')).toBeNull();
  });

  test('an organization without anybody is a complete pass', async () => {
    const running = await subject.start([]);
    expect(await readAll(running)).toEqual([]);
    expect(running.directory.blindness).toBeNull();
  });

  test('one person', async () => {
    const running = await subject.start([buildPerson(1)]);
    const [account, ...others] = await readAll(running);
    expect(others).toEqual([]);
    expect(account).toMatchObject({
      email: subject.emails ? 'person1@example.org' : null,
      status: 'enabled',
    });
    expect(await running.directory.readAccount(account?.externalId ?? '')).toEqual(account);
  });

  test('5,000 people are read completely, page by page, each once', async () => {
    const people = buildPeople(5_000);
    const running = await subject.start(people);
    const accounts = await readAll(running);
    expect(new Set(accounts.map(({ externalId }) => externalId)).size).toBe(5_000);
    expect(accounts).toHaveLength(5_000);
    expect(accounts.filter(({ status }) => status === 'disabled')).toHaveLength(
      people.filter(({ mfa }) => mfa === 'off').length,
    );
    expect(running.waits).toEqual([]);
  });

  test('MFA on is enabled, off is disabled, and what is not said is unknown, never disabled', async () => {
    const people = [buildPerson(1), buildPerson(2, { mfa: 'off' })];
    if (subject.unsaid !== null) people.push(buildPerson(3, { mfa: 'unsaid' }));
    const statuses = (await readAll(await subject.start(people))).map(({ status }) => status);
    expect(statuses).toEqual(['enabled', 'disabled', ...(subject.unsaid === null ? [] : [subject.unsaid])]);
  });

  test.skipIf(subject.unsaid === null)('a directory that shows nobody is blind, and sees again', async () => {
    const running = await subject.start([1, 2, 3].map((number) => buildPerson(number, { mfa: 'unsaid' })));
    await readAll(running);
    expect(running.directory.blindness).toMatch(/\.$/);
    for (const person of running.server.world.people) person.mfa = 'on';
    await readAll(running);
    expect(running.directory.blindness).toBeNull();
  });

  test('people without an address or a name are accounts all the same', async () => {
    const running = await subject.start([buildPerson(1, { email: null, name: null }), buildPerson(2)]);
    const accounts = await readAll(running);
    expect(accounts).toHaveLength(2);
    expect(accounts[0]).toMatchObject({ email: null, status: 'enabled' });
  });

  test('values that are new today are taken as they come', async () => {
    const running = await subject.start([buildPerson(1, { fields: subject.strange })]);
    expect(await readAll(running)).toMatchObject([{ status: 'enabled' }]);
  });

  test('MFA of a wrong type makes the pass fail, and shows nothing of the answer', async () => {
    const running = await subject.start([buildPerson(1), buildPerson(2, { fields: subject.malformed })]);
    const error = await failureOf(running);
    expect(error.code).toBe('invalid_response');
    expect(error.sentence).not.toContain('person2');
  });

  test('one account is read now, and null when it is gone', async () => {
    const running = await subject.start([buildPerson(1, { mfa: 'off' }), buildPerson(2)]);
    const [account] = await readAll(running);
    const id = account?.externalId ?? '';
    expect(await running.directory.readAccount(id)).toMatchObject({ externalId: id, status: 'disabled' });
    const [person] = running.server.world.people;
    if (person !== undefined) person.mfa = 'on';
    expect(await running.directory.readAccount(id)).toMatchObject({ externalId: id, status: 'enabled' });
    running.server.world.people.shift();
    expect(await running.directory.readAccount(id)).toBeNull();
  });

  test('a list that somebody leaves or joins while it is read loses nobody who stays, and has each once', async () => {
    const running = await subject.start(buildPeople(9), 2);
    const { world } = running.server;
    let isChanged = false;
    world.afterwards = ({ kind, nth }) => {
      if (isChanged || kind !== subject.listKind || nth < 2) return;
      isChanged = true;
      world.people.shift();
      world.people.push(buildPerson(10));
    };
    const staying = idsOf(await readAll(await subject.start(buildPeople(9).slice(1), 100)));
    const found = idsOf(await readAll(running));
    expect(found).toEqual(expect.arrayContaining(staying));
    expect(new Set(found).size).toBe(found.length);
  });
});
