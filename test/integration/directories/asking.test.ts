import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { askJson, askPatiently } from '../../../src/directories/http/ask.ts';
import { readDelay } from '../../../src/directories/http/limits.ts';
import type { Provider } from '../../../src/directories/http/provider.ts';
import { endpoint, readNextLink } from '../../../src/directories/http/url.ts';
import { type Pace, toWaiting, waitForReal } from '../../../src/directories/patience.ts';
import { type Reply, startProvider, type Trouble } from '../../support/directories/provider-server.ts';
import { recordWaits } from '../../support/directories/subject.ts';

const pace: Pace = { backoffMs: [0], maxLimitedMs: 0, silenceMs: 1_000 };

async function start(answer: Reply, trouble: (nth: number) => Trouble = () => null) {
  const server = await startProvider({ kindOf: () => 'any', answer: () => answer }, []);
  server.world.trouble = ({ nth }) => trouble(nth);
  const { waits, wait } = recordWaits();
  const provider: Provider = {
    label: 'Acme',
    addressSetting: 'ACME_API_URL',
    ...toWaiting({ wait }),
    explain: () => null,
  };
  const call = { url: new URL(server.address), headers: { authorization: 'Bearer top-secret' } };
  return { server, waits, provider, call };
}

test('a server that takes the question and never answers is given up and asked again', async () => {
  const { server, provider, call } = await start({ status: 200, body: 7 }, (nth) => (nth === 1 ? 'silent' : null));
  expect((await askJson(provider, call, z.number(), pace)).read).toBe(7);
  expect(server.calls).toHaveLength(2);
});

test('a redirect is not followed: credentials stay with the address that was configured', async () => {
  const other = await start({ status: 200, body: 7 });
  const { provider, call } = await start({ status: 302, headers: { location: other.server.address } });
  const error = await askJson(provider, call, z.number(), pace).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'http_302', sentence: expect.stringContaining('Check ACME_API_URL') });
  expect(other.server.calls).toEqual([]);
});

test('JSON that is cut short or something else is asked for again', async () => {
  const { provider, call, waits } = await start({ status: 200, body: 7 }, (nth) => (nth === 1 ? 'cut' : null));
  expect((await askJson(provider, call, z.number(), pace)).read).toBe(7);
  expect(waits).toEqual([0]);
});

test('a server that nobody listens at, and one that is no server, are told without credentials', async () => {
  const { provider } = await start({ status: 200 });
  for (const address of ['http://127.0.0.1:1', 'http://no-such-host.invalid']) {
    const call = { url: new URL(address), headers: { authorization: 'Bearer top-secret' } };
    const running = { secrets: ['top-secret'] };
    const error = await askPatiently(provider, call, pace).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'request_failed' });
    expect(JSON.stringify(error)).not.toContain(running.secrets[0]);
  }
});

test('a wait for a limit ends when the pass is aborted', async () => {
  const limit = { status: 429, headers: { 'retry-after': '60' }, body: {} };
  const { provider, call } = await start(limit);
  const patient = { ...pace, maxLimitedMs: 60_000 };
  const work = askPatiently({ ...provider, wait: waitForReal }, call, patient, AbortSignal.timeout(100));
  await expect(work).rejects.toMatchObject({ name: 'AbortError' });
});

describe('how long a limit asks to wait', () => {
  const date = 'Mon, 24 Nov 2025 16:00:00 GMT';
  test.each<[what: string, headers: Record<string, string>, delayMs: number | null]>([
    ['seconds', { 'retry-after': '30' }, 30_000],
    ['a date, by the clock of the server', { date, 'retry-after': 'Mon, 24 Nov 2025 16:00:09 GMT' }, 9_000],
    ['a date that has passed', { date, 'retry-after': 'Mon, 24 Nov 2025 15:00:00 GMT' }, 0],
    [
      'the end of the window at GitHub',
      { date, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1764000060' },
      60_000,
    ],
    ['the end of the window at Okta', { date, 'x-rate-limit-reset': '1764000005' }, 5_000],
    ['seconds over the end of the window', { date, 'retry-after': '1', 'x-ratelimit-reset': '1764000060' }, 1_000],
    [
      'nothing, while the window has room',
      { date, 'x-ratelimit-remaining': '9', 'x-ratelimit-reset': '1764000060' },
      null,
    ],
    ['nothing', {}, null],
    ['nonsense', { 'retry-after': 'soon', 'x-ratelimit-reset': 'later' }, null],
  ])('%s', (_, headers, delayMs) => {
    expect(readDelay({ status: 429, headers: new Headers(headers), text: '' })).toBe(delayMs);
  });
});

describe('addresses', () => {
  test.each([
    ['https://graph.microsoft.com', 'https://graph.microsoft.com/v1.0/users'],
    ['https://graph.microsoft.com/', 'https://graph.microsoft.com/v1.0/users'],
    ['https://graph.microsoft.com/v1.0', 'https://graph.microsoft.com/v1.0/users'],
    ['https://proxy.example.org/graph', 'https://proxy.example.org/graph/v1.0/users'],
  ])('%s leads to %s', (base, url) => {
    expect(endpoint(base, '/v1.0', '/users').href).toBe(url);
  });

  test.each<[link: string | null, query: string | null]>([
    ['<https://a.test/x?page=2&q=a,b>; rel="next", <https://a.test/x?page=9>; rel="last"', '?page=2&q=a,b'],
    ['<https://a.test/x?page=1>; rel="self", <https://a.test/x?after=z>; rel="next"', '?after=z'],
    ['<https://a.test/x?page=1>; rel=next', '?page=1'],
    ['<https://a.test/x?page=1>; rel="prev"', null],
    [null, null],
  ])('of %s the query of the next page is %s', (link, query) => {
    expect(readNextLink(new Headers(link === null ? {} : { link }))).toBe(query);
  });
});
