import { describe, expect, test } from 'vitest';
import { buildPeople, buildPerson, type Trouble } from '../../support/directories/provider-server.ts';
import type { Running, Subject } from '../../support/directories/subject.ts';
import { eventually } from '../../support/wait.ts';
import { failureOf, readAll } from './contract.ts';
import { SUBJECTS } from './subjects.ts';

/** Five people on pages of two; the trouble comes `times` times at the second page of the list. */
async function startTroubled(subject: Subject, trouble: Trouble, times: number): Promise<Running> {
  const running = await subject.start(buildPeople(5), 2);
  running.server.world.trouble = ({ kind, nth }) =>
    kind === subject.listKind && nth >= 2 && nth < 2 + times ? trouble : null;
  return running;
}

const garbage = { status: 200, body: undefined, headers: { 'content-type': 'text/html' } };

describe.each(SUBJECTS)('the directory $name', (subject) => {
  test.each<[what: string, trouble: Trouble, code: string | RegExp]>([
    ['HTTP 500', { status: 500, body: {} }, 'http_500'],
    ['HTTP 503', { status: 503, body: {} }, 'http_503'],
    ['a connection that is cut in the middle of a page', 'cut', 'request_failed'],
    // Slack's own client does not tell such an answer from a fault of the network.
    ['a rate limit that names no time', { status: 429, body: {} }, /^(ratelimited|request_failed)$/],
  ])('passing trouble is tried again, and fails the pass when it stays: %s', async (_, trouble, code) => {
    const passing = await startTroubled(subject, trouble, 3);
    expect(await readAll(passing)).toHaveLength(5);
    expect(passing.waits).toEqual([1_000, 4_000, 15_000]);
    const staying = await startTroubled(subject, trouble, 99);
    const error = await failureOf(staying);
    expect(error.code).toMatch(code);
    expect(error.sentence).toMatch(/ again.*\.$/);
    expect(staying.server.calls.filter(({ kind }) => kind === subject.listKind)).toHaveLength(5);
  });

  test('a rate limit is waited for as long as it says, and nobody is lost', async () => {
    const limit = { status: 429, headers: { 'retry-after': '7' }, body: {} };
    const running = await startTroubled(subject, limit, 2);
    expect(await readAll(running)).toHaveLength(5);
    expect(running.waits).toEqual([7_000, 7_000]);
  });

  test('a limit of hours fails the pass, and says so', async () => {
    const limit = { status: 429, headers: { 'retry-after': '7200' }, body: {} };
    expect(await failureOf(await startTroubled(subject, limit, 99))).toMatchObject({
      code: 'ratelimited',
      sentence: expect.stringContaining('limits how often Muster may ask'),
    });
  });

  test.each([401, 403, 404])('HTTP %i is told at once, with what to grant', async (status) => {
    const running = await startTroubled(subject, { status, body: {} }, 99);
    const error = await failureOf(running);
    expect(error).toMatchObject({ code: `http_${status}`, sentence: expect.stringMatching(/\.$/) });
    if (subject.name === 'slack') return;
    if (status === 401) expect(error.sentence).toContain(subject.credential);
    expect(running.directory.blindness).toBe(error.sentence);
    expect(running.waits).toEqual([]);
    running.server.world.trouble = () => null;
    await readAll(running);
    expect(running.directory.blindness).toBeNull();
  });

  test('an empty answer in the middle is no end of the list', async () => {
    await failureOf(await startTroubled(subject, garbage, 99));
  });

  test('slow answers are waited for', async () => {
    const running = await startTroubled(subject, 'slow', 99);
    expect(await readAll(running)).toHaveLength(5);
    expect(running.waits).toEqual([]);
  });

  test('a page that comes again and again fails the pass instead of going in circles', async () => {
    const running = await subject.start(buildPeople(9), 2);
    running.server.world.trouble = ({ kind, nth }) => (kind === subject.listKind && nth > 2 ? 'before' : null);
    const { code } = await failureOf(running);
    expect(code).toMatch(/^(page|cursor)_repeated$/);
  });

  test('a pass can be aborted between pages, while the provider is silent, and before it starts', async () => {
    const enough = new AbortController();
    const running = await subject.start(buildPeople(9), 2);
    running.server.world.trouble = ({ kind, nth }) => (kind === subject.listKind && nth === 2 ? 'silent' : null);
    const pass = expect(readAll(running, enough.signal)).rejects.toThrow('enough');
    await eventually(() =>
      expect(running.server.calls.filter(({ kind }) => kind === subject.listKind)).toHaveLength(2),
    );
    enough.abort(new Error('enough'));
    await pass;
    const before = running.server.calls.length;
    await expect(readAll(running, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(running.server.calls).toHaveLength(before);
  });

  test('while somebody waits for one account, the patience is short', async () => {
    const running = await subject.start([buildPerson(1)]);
    const [account] = await readAll(running);
    const id = account?.externalId ?? '';
    running.server.world.trouble = () => ({ status: 500, body: {} });
    expect(await failureOf(running, running.directory.readAccount(id))).toMatchObject({ code: 'http_500' });
    expect(running.waits).toEqual([500]);
  });
});
