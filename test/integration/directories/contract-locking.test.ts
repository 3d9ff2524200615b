import { describe, expect, test } from 'vitest';
import { buildPerson } from '../../support/directories/provider-server.ts';
import { failureOf, readAll } from './contract.ts';
import { SUBJECTS } from './subjects.ts';

const CAN_LOCK = ['scaleway', 'google', 'entra', 'okta'];

describe.each(SUBJECTS.filter(({ name }) => CAN_LOCK.includes(name)))('the directory $name', (subject) => {
  async function startWithTwo() {
    const running = await subject.start([buildPerson(1), buildPerson(2, { mfa: 'off' })]);
    const { locking } = running.directory;
    if (locking == null) throw new Error('the directory declares no locking');
    const lockedIds = () => running.server.world.people.filter(({ locked }) => locked).map(({ id }) => id);
    return { running, locking, lockedIds };
  }

  test('locks and unlocks one account, and doing either twice does no harm', async () => {
    const { locking, lockedIds } = await startWithTwo();
    await locking.lock('id-00002');
    await locking.lock('id-00002');
    expect(lockedIds()).toEqual(['id-00002']);
    await locking.unlock('id-00002');
    await locking.unlock('id-00002');
    expect(lockedIds()).toEqual([]);
  });

  test('tells of one account whether it is locked, by whomever, and whether it is there at all', async () => {
    const { running, locking } = await startWithTwo();
    expect(await locking.readLock('id-00002')).toBe('unlocked');
    await locking.lock('id-00002');
    expect(await locking.readLock('id-00002')).toBe('locked');
    await locking.unlock('id-00002');
    expect(await locking.readLock('id-00002')).toBe('unlocked');
    running.server.world.people.pop();
    expect(await locking.readLock('id-00002')).toBe('gone');
  });

  test('says which account stands behind its own credentials', async () => {
    const { locking } = await startWithTwo();
    expect(await locking.findOwnAccount()).toBe(subject.name === 'entra' ? null : 'id-00001');
  });

  test('a lock that is refused says what to grant', async () => {
    const { running, locking, lockedIds } = await startWithTwo();
    running.server.world.trouble = ({ kind }) => (kind === 'one' ? { status: 403, body: {} } : null);
    const error = await failureOf(running, locking.lock('id-00002'));
    expect(error).toMatchObject({ code: 'http_403', sentence: expect.stringMatching(/lock/) });
    expect(lockedIds()).toEqual([]);
  });
});

describe.each(SUBJECTS.filter(({ name }) => !CAN_LOCK.includes(name)))('the directory $name', (subject) => {
  test('declares that it cannot lock', async () => {
    const { directory } = await subject.start([]);
    expect(directory.locking ?? null).toBeNull();
  });
});

describe.each(SUBJECTS)('the directory $name', (subject) => {
  test('reading changes nothing', async () => {
    const running = await subject.start([buildPerson(1), buildPerson(2, { mfa: 'off' })]);
    for (const { externalId } of await readAll(running)) await running.directory.readAccount(externalId);
    const isRead = subject.name === 'slack' ? /^POST$/ : /^GET$/;
    for (const { kind, method } of running.server.calls) if (kind !== 'token') expect(method).toMatch(isRead);
  });

  test('nobody is held by the directory itself, as far as Muster can see', async () => {
    expect((await subject.start([])).directory.capabilities).toEqual({ hold: false });
  });
});
