import { expect, test } from 'vitest';
import { z } from 'zod';
import { createReplayGuard } from '../../../src/slack/receivers/replays.ts';
import { judgeSignature, sign } from '../../../src/slack/receivers/signature.ts';
import { describeWithFixtures, readFixture } from '../../support/fixtures.ts';

const vectors = z.array(
  z.object({ signing_secret: z.string(), timestamp: z.string(), raw_body: z.string(), signature: z.string() }),
);
const nowMs = 1_800_000_000_000;
const signingSecret = 'a secret';
const body = Buffer.from('token=x&text=%F0%9F%98%80');

function judge(secondsOff: number, change: Partial<{ signature: string; timestamp: string }> = {}) {
  const timestamp = String(nowMs / 1000 + secondsOff);
  const signature = sign(signingSecret, timestamp, body);
  return judgeSignature({ signingSecret, timestamp, signature, body, nowMs, ...change });
}

describeWithFixtures("Slack's published vectors", () => {
  test('are genuine at their time', () => {
    for (const vector of vectors.parse(readFixture('signature-vectors.json'))) {
      const { signing_secret, timestamp, raw_body, signature } = vector;
      const request = { signingSecret: signing_secret, timestamp, signature, body: Buffer.from(raw_body) };
      expect(judgeSignature({ ...request, nowMs: Number(timestamp) * 1000 })).toBe('genuine');
      expect(judgeSignature({ ...request, nowMs })).toBe('stale');
    }
  });
});

test.each([0, 300, -300])('a timestamp %i seconds off is accepted', (seconds) => {
  expect(judge(seconds)).toBe('genuine');
});

test.each([301, -301, 86_400, -86_400])('a timestamp %i seconds off is refused, either way', (seconds) => {
  expect(judge(seconds)).toBe('stale');
});

test.each([
  { signature: `v0=${'0'.repeat(64)}` },
  { signature: '' },
  { signature: 'v1=x' },
  { timestamp: 'NaN' },
  { timestamp: '1e9' },
  { timestamp: '' },
])('what Slack did not sign is refused: %o', (change) => {
  expect(judge(0, change)).toBe('forged');
});

test('a signature is good once, for as long as its timestamp would be accepted', () => {
  const replays = createReplayGuard();
  expect(replays.admit('v0=a', nowMs)).toBe(true);
  expect(replays.admit('v0=a', nowMs + 599_000)).toBe(false);
  expect(replays.admit('v0=b', nowMs)).toBe(true);
  expect(replays.admit('v0=a', nowMs + 600_001)).toBe(true);
});
