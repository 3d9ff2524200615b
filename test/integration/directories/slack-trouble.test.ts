import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { toWaiting, waitForReal } from '../../../src/directories/patience.ts';
import { askSlack } from '../../../src/directories/slack-reader.ts';
import { createSlackRoster } from '../../../src/directories/slack-roster.ts';
import { eventually } from '../../support/wait.ts';
import {
  type Answer,
  buildUser,
  type Call,
  collect,
  createClient,
  failure,
  json,
  limited,
  recordWaits,
  startSlack,
  status,
  TEAM,
} from './slack-server.ts';

async function startRoster(reply: (call: Call, nth: number) => Answer) {
  const { calls, apiUrl } = await startSlack(reply);
  const { waits, wait } = recordWaits();
  const roster = createSlackRoster({ client: createClient(apiUrl), teamId: () => TEAM, wait });
  return { calls, waits, roster, apiUrl };
}

const lastPage = json({ members: [buildUser('U2')] });
const firstPage = json({ members: [buildUser('U1')], response_metadata: { next_cursor: 'c' } });

/** The trouble happens `times` times at the second page. */
const troubleAtSecondPage = (trouble: Answer, times: number) => (_: Call, nth: number) => {
  if (nth === 1) return firstPage;
  return nth <= 1 + times ? trouble : lastPage;
};

describe('passing trouble in the middle of a pass is tried again', () => {
  test.each<[what: string, trouble: Answer]>([
    ['HTTP 500', status(500)],
    ['HTTP 503', status(503)],
    ['a connection that is cut in the middle of a page', { type: 'cut' }],
    ['garbage', status(200, '<html>gateway</html>')],
    ['JSON that is no object', status(200, '17')],
    ['a rate limit that names no time', status(429)],
    ['internal_error', failure('internal_error')],
    ['fatal_error', failure('fatal_error')],
    ['service_unavailable', failure('service_unavailable')],
  ])('%s', async (_, trouble) => {
    const { roster, waits, calls } = await startRoster(troubleAtSecondPage(trouble, 3));
    expect(await collect(roster.listPeople())).toHaveLength(2);
    expect(waits).toEqual([1_000, 4_000, 15_000]);
    expect(calls.map(({ args }) => args['cursor'])).toEqual([undefined, 'c', 'c', 'c', 'c']);
  });

  test.each<[what: string, trouble: Answer, code: string]>([
    ['HTTP 500', status(500), 'http_500'],
    ['a connection that is cut in the middle of a page', { type: 'cut' }, 'request_failed'],
    ['garbage', status(200, '<html>gateway</html>'), 'invalid_response'],
    ['internal_error', failure('internal_error'), 'internal_error'],
  ])('%s that stays makes the pass fail', async (_, trouble, code) => {
    const { roster, calls } = await startRoster(troubleAtSecondPage(trouble, 99));
    await expect(collect(roster.listPeople())).rejects.toMatchObject({
      name: 'DirectoryError',
      code,
      sentence: expect.stringMatching(/^Slack .*try again.*\.$/),
    });
    expect(calls).toHaveLength(5);
  });

  test('a page that failed is asked for again in the size that Slack recommends', async () => {
    const { roster, calls } = await startRoster((_, nth) => (nth === 1 ? status(500) : lastPage));
    await collect(roster.listPeople());
    expect(calls.map(({ args }) => args['limit'])).toEqual(['500', '200']);
  });

  test('a server that nobody listens at', async () => {
    const client = createClient('http://127.0.0.1:1/api/');
    const roster = createSlackRoster({ client, teamId: () => TEAM, wait: recordWaits().wait });
    await expect(roster.readPerson('U1')).rejects.toMatchObject({ code: 'request_failed' });
  });
});

test('a server that takes the call and never answers is given up and asked again', async () => {
  const { apiUrl, calls } = await startSlack((_, nth) => (nth === 1 ? { type: 'silent' } : json({ team: 'T' })));
  const waiting = toWaiting({ wait: recordWaits().wait });
  const reader = { client: createClient(apiUrl), setting: 'SLACK_BOT_TOKEN', ...waiting } as const;
  const pace = { backoffMs: [0], maxLimitedMs: 0, silenceMs: 1_000 };
  const answer = z.object({ team: z.string() });
  expect(await askSlack(reader, { method: 'team.info', pace, args: () => ({}), answer })).toEqual({ team: 'T' });
  expect(calls).toHaveLength(2);
});

test('while somebody waits for one person, the patience is short', async () => {
  const unreachable = await startRoster(() => status(500));
  await expect(unreachable.roster.readPerson('U1')).rejects.toMatchObject({ code: 'http_500' });
  expect(unreachable.waits).toEqual([500]);
  const busy = await startRoster(() => limited(30));
  await expect(busy.roster.readPerson('U1')).rejects.toMatchObject({ code: 'ratelimited' });
  expect(busy.waits).toEqual([]);
});

describe('trouble that does not pass is told at once', () => {
  test.each<[trouble: Answer, code: string, sentence: RegExp]>([
    [failure('invalid_auth'), 'invalid_auth', /token in SLACK_BOT_TOKEN is not valid\. .*Bot User OAuth Token/],
    [failure('token_revoked'), 'token_revoked', /was revoked\. .*restart Muster\.$/],
    [failure('account_inactive'), 'account_inactive', /somebody who was deactivated/],
    [failure('team_added_to_org'), 'team_added_to_org', /moving into an Enterprise organization/],
    [failure('two_factor_setup_required'), 'two_factor_setup_required', /set up two-factor authentication first/],
    [failure('something_new'), 'something_new', /^Slack answered something_new\./],
    [status(401), 'http_401', /HTTP status 401\. Check SLACK_API_URL/],
    [status(404), 'http_404', /HTTP status 404/],
  ])('%j', async (trouble, code, sentence) => {
    const { roster, calls, waits } = await startRoster(() => trouble);
    await expect(collect(roster.listPeople())).rejects.toMatchObject({
      name: 'DirectoryError',
      code,
      sentence: expect.stringMatching(sentence),
    });
    expect([calls.length, waits]).toEqual([1, []]);
  });
});

describe('rate limits are honoured', () => {
  test('the pass waits as long as Slack says, page by page, and loses nobody', async () => {
    const { roster, waits } = await startRoster((_, nth) => {
      if (nth === 1) return limited(30);
      if (nth === 2) return firstPage;
      return nth < 7 ? limited(60) : lastPage;
    });
    expect(await collect(roster.listPeople())).toHaveLength(2);
    expect(waits).toEqual([30_000, 60_000, 60_000, 60_000, 60_000]);
  });

  test('a limit of no time still waits a second', async () => {
    const { roster, waits } = await startRoster((_, nth) => (nth === 1 ? limited(0) : lastPage));
    await collect(roster.listPeople());
    expect(waits).toEqual([1_000]);
  });

  test.each<[what: string, seconds: number, waited: number]>([
    ['again and again', 60, 5],
    ['for hours', 7_200, 0],
  ])('one page waits five minutes at most, when limited %s', async (_, seconds, waited) => {
    const { roster, waits } = await startRoster(() => limited(seconds));
    await expect(collect(roster.listPeople())).rejects.toMatchObject({ code: 'ratelimited' });
    expect(waits).toHaveLength(waited);
  });
});

describe('a pass can be aborted', () => {
  test('while Slack is silent', async () => {
    const { roster, calls } = await startRoster(() => ({ type: 'silent' }));
    const controller = new AbortController();
    const pass = collect(roster.listPeople(controller.signal));
    const rejected = expect(pass).rejects.toThrow('enough');
    await eventually(() => expect(calls).toHaveLength(1));
    controller.abort(new Error('enough'));
    await rejected;
  });

  test('while a rate limit is waited for', async () => {
    const { calls, apiUrl } = await startSlack(() => limited(60));
    const roster = createSlackRoster({ client: createClient(apiUrl), teamId: () => TEAM, wait: waitForReal });
    const controller = new AbortController();
    const pass = collect(roster.listPeople(controller.signal));
    const rejected = expect(pass).rejects.toMatchObject({ name: 'AbortError' });
    await eventually(() => expect(calls).toHaveLength(1));
    controller.abort();
    await rejected;
  });

  test('between two pages', async () => {
    const { roster, calls } = await startRoster(() => firstPage);
    const controller = new AbortController();
    const read = async () => {
      for await (const _ of roster.listPeople(controller.signal)) controller.abort();
    };
    await expect(read()).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls).toHaveLength(1);
  });

  test('before it starts', async () => {
    const { roster, calls } = await startRoster(() => firstPage);
    await expect(collect(roster.listPeople(AbortSignal.abort()))).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls).toEqual([]);
  });
});
