import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SignedPost } from '../../../src/playground/slack/delivery/signed-post.ts';
import { launchMuster, type Muster, PEOPLE, TOKENS } from '../../support/muster.ts';
import { ephemeralTexts, expectDirect, expectPrivate, PATIENCE_MS } from '../../support/screen.ts';
import { ask, expectNoChange, expectState, firstReading, idle } from '../../support/state.ts';

const { olivia } = PEOPLE;
const LIMIT = { timeout: 120_000 };
const FORM = 'application/x-www-form-urlencoded';

let muster: Muster;
beforeAll(async () => {
  muster = await launchMuster();
  await firstReading(muster);
  await idle(muster);
}, LIMIT.timeout);
afterEach(async () => {
  expect((await fetch(`${muster.url}/healthz`)).status).toBe(200);
});
afterAll(() => muster.close(), LIMIT.timeout);

/** `/mfa status` as Slack posts it; each is another request. */
let count = 0;
function statusCommand(patch: Partial<SignedPost> = {}): SignedPost {
  count += 1;
  return {
    kind: 'command',
    body: {
      command: '/mfa',
      text: 'status',
      team_id: muster.slack.team.teamId,
      user_id: olivia.id,
      channel_id: 'C1',
      trigger_id: `1.2.${count}`,
      response_url: `${muster.slack.url}/nowhere`,
      is_enterprise_install: 'false',
    },
    ...patch,
  };
}

async function statusOf(post: SignedPost): Promise<number> {
  const answer = await muster.slack.deliver(post);
  expect(answer.body).not.toMatch(/node_modules|Error|\.ts:\d/);
  return answer.status;
}

describe('signatures', () => {
  test('a genuine request is answered', LIMIT, async () => {
    const { status, body } = await muster.slack.deliver(statusCommand());
    expect(status).toBe(200);
    expect(body).toContain('MFA enforcement is off.');
  });

  test('a bad signature, none, or an empty one: 401', LIMIT, async () => {
    expect(await statusOf(statusCommand({ badSignature: true }))).toBe(401);
    for (const signature of ['', 'v0=', `v0=${'0'.repeat(64)}`, `v1=${'0'.repeat(64)}`, 'ü', 'v0='.repeat(1_000)])
      expect(
        await statusOf(statusCommand({ headers: { 'x-slack-signature': Buffer.from(signature).toString('latin1') } })),
      ).toBe(401);
    const response = await fetch(`${muster.url}/slack/events`, { method: 'POST', body: 'command=/mfa' });
    expect(response.status).toBe(401);
  });

  test.each([-360, -301, 301, 360, 86_400, -86_400])('a timestamp that is off by %d s: 401', LIMIT, async (skew) => {
    // A second may pass between the signing and the check.
    const timestampSkewSeconds = skew === 301 ? 303 : skew;
    expect(await statusOf(statusCommand({ timestampSkewSeconds }))).toBe(401);
  });

  test.each([-240, 240])('one that is off by %d s is answered', LIMIT, async (timestampSkewSeconds) => {
    expect(await statusOf(statusCommand({ timestampSkewSeconds }))).toBe(200);
  });

  test.each(['', 'now', '1e9', '-1', '0x10', '99999999999999999999', ' 1', '1.5'])(
    'the timestamp %j, well signed: 401',
    LIMIT,
    async (timestamp) => {
      const body = 'command=%2Fmfa&text=status';
      const signature = createHmac('sha256', TOKENS.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
      const response = await fetch(`${muster.url}/slack/events`, {
        method: 'POST',
        headers: {
          'content-type': FORM,
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': `v0=${signature}`,
        },
        body,
      });
      expect(response.status).toBe(401);
    },
  );

  test('the same signature a second time: 401, and nothing is done twice', LIMIT, async () => {
    const body = new URLSearchParams({
      command: '/mfa',
      text: `remind <@${PEOPLE.mia.id}>`,
      team_id: muster.slack.team.teamId,
      user_id: olivia.id,
      trigger_id: '1.2.replay',
      response_url: `${muster.slack.url}/nowhere`,
    }).toString();
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', TOKENS.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    const post = async () =>
      await fetch(`${muster.url}/slack/events`, {
        method: 'POST',
        headers: {
          'content-type': FORM,
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': `v0=${signature}`,
        },
        body,
      });
    const answers = await Promise.all([post(), post(), post()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    expect((await post()).status).toBe(401);
    await expectDirect(muster.slack, PEOPLE.mia.id, /asks you to turn on/);
    const reminders = await ask(muster, (db) => db.selectFrom('reminders').selectAll().execute());
    expect(reminders.length).toBe(1);
  });
});

describe('bodies', () => {
  test('a content type with a charset is understood', LIMIT, async () => {
    for (const type of [`${FORM}; charset=utf-8`, `${FORM};charset=UTF-8`, FORM.toUpperCase()]) {
      const { status, body } = await muster.slack.deliver(statusCommand({ headers: { 'content-type': type } }));
      expect(status).toBe(200);
      expect(body).toContain('MFA enforcement is off.');
    }
  });

  test('5 MB is refused before it is read', LIMIT, async () => {
    const answer = muster.slack.deliver(statusCommand({ body: `text=${'x'.repeat(5_000_000)}` }));
    // The connection may be closed while the rest is on its way.
    const outcome = await answer.then(
      ({ status }) => status,
      (error: NodeJS.ErrnoException) => error.code,
    );
    expect([413, 'EPIPE', 'ECONNRESET']).toContain(outcome);
  });

  test('and so is 5 MB that does not say how long it is', LIMIT, async () => {
    const chunk = new TextEncoder().encode('x'.repeat(100_000));
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1;
        if (sent > 50) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const outcome = await fetch(`${muster.url}/slack/events`, {
      method: 'POST',
      body,
      duplex: 'half',
    }).then(
      ({ status }) => status,
      () => 'closed',
    );
    expect([413, 'closed']).toContain(outcome);
  });

  test.each([
    ['no JSON at all', 'payload=%7Bnot'],
    ['a payload that is a list', 'payload=%5B1%5D'],
    ['a payload that is null', 'payload=null'],
    ['an empty payload', 'payload='],
    ['100,000 brackets', `payload=${'%5B'.repeat(100_000)}`],
    ['bytes that are no UTF-8', 'payload=%FF%FE%00'],
    ['half of a percent sign', 'payload=%E0%A4%'],
  ])('%s in a form: 400', LIMIT, async (_name, body) => {
    expect(await statusOf({ kind: 'interaction', body })).toBe(400);
  });

  test.each([
    ['nothing', ''],
    ['half of it', '{"type":"event_callback"'],
    ['a text', '"hello"'],
    ['a number', '1'],
    ['a NUL', '\u0000'],
    ['a byte order mark alone', '\ufeff'],
    ['100,000 brackets', '['.repeat(100_000)],
  ])('%s where JSON should be: 400', LIMIT, async (_name, body) => {
    expect(await statusOf({ kind: 'event', body })).toBe(400);
  });

  test.each([
    ['an object without a type', {}],
    ['an unknown type', { type: 'nonsense' }],
    ['an event without an event', { type: 'event_callback' }],
    ['an event that is a text', { type: 'event_callback', event: 'x' }],
    ['an unknown event', { type: 'event_callback', event: { type: 'nonsense' } }],
    ['names of the prototype', { type: '__proto__', constructor: { prototype: 1 } }],
    ['deep JSON', { type: 'event_callback', event: JSON.parse(`${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`) }],
  ])('%s is acknowledged or refused, and nothing happens', LIMIT, async (_name, body) => {
    const status = await expectNoChange(muster, () => statusOf({ kind: 'event', body: JSON.stringify(body) }));
    expect([200, 400, 404]).toContain(status);
  });

  test.each([
    ['a lone surrogate', 'command=%2Fmfa&text=%ED%A0%80'],
    ['bytes that are no UTF-8', 'command=%2Fmfa&text=%FF%FE'],
    ['a NUL', 'command=%2Fmfa&text=status%00'],
    ['the same field twice', 'command=%2Fmfa&text=status&text=enforce'],
    ['no user', 'command=%2Fmfa&text=status'],
  ])('a command with %s', LIMIT, async (name, start) => {
    const user = name === 'no user' ? '' : `&user_id=${olivia.id}`;
    const body = `${start}${user}&team_id=${muster.slack.team.teamId}&trigger_id=1.${encodeURIComponent(name)}`;
    const answer = await muster.slack.deliver({ kind: 'command', body });
    expect(answer.status).toBe(200);
    expect(answer.body).not.toMatch(/node_modules|Error|\.ts:\d/);
  });

  test('an interaction without what it needs is acknowledged, and answers where it can', LIMIT, async () => {
    const common = { team: { id: muster.slack.team.teamId }, user: { id: olivia.id }, is_enterprise_install: false };
    for (const body of [
      { ...common, type: 'block_actions', trigger_id: '1.a' },
      { ...common, type: 'block_actions', trigger_id: '1.b', actions: [] },
      { ...common, type: 'block_actions', trigger_id: '1.c', actions: [null] },
      { ...common, type: 'view_submission', trigger_id: '1.d' },
      { ...common, type: 'view_submission', trigger_id: '1.e', view: 7 },
      { ...common, type: 'view_closed', view: { id: 'V1', callback_id: 'enforce' } },
      { ...common, type: 'shortcut', callback_id: 'x', trigger_id: '1.f' },
      { ...common, type: 'message_action', callback_id: 'x', trigger_id: '1.g' },
      { ...common, type: 'block_suggestion', action_id: 'x', value: 'y' },
      { ...common, type: 'block_actions', user: null, actions: [{ action_id: 'check_again' }] },
    ]) {
      const status = await expectNoChange(muster, () => statusOf({ kind: 'interaction', body }));
      expect([200, 404]).toContain(status);
    }
  });
});

describe('routes', () => {
  test.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])('%s /slack/events: 404', LIMIT, async (method) => {
    const response = await fetch(`${muster.url}/slack/events`, { method });
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  test.each(['/', '/slack', '/slack/events/', '/../etc/passwd', '/%00', '/__proto__', '/healthz/../slack/events'])(
    'GET %s tells nothing',
    LIMIT,
    async (path) => {
      const response = await fetch(`${muster.url}${path}`);
      expect(response.status).toBe(404);
      expect(await response.text()).toBe('');
    },
  );
});

describe('the same event more than once', () => {
  test('somebody who joins is one member, however often Slack says so', LIMIT, async () => {
    muster.slack.duplicateNext('event', 3);
    await muster.slack.join({ id: 'UTWICE0001', name: 'tess', real_name: 'Tess Twice', has_2fa: false });
    await expectState(muster, 'UTWICE0001', 'active');
    await Promise.all([
      muster.slack.change('UTWICE0001', { tz: 'Europe/Paris' }),
      muster.slack.change('UTWICE0001', { tz: 'Europe/Rome' }),
    ]);
    await muster.slack.settled();
    const rows = await ask(muster, (db) =>
      db.selectFrom('members').selectAll().where('slack_user_id', '=', 'UTWICE0001').execute(),
    );
    expect(rows.length).toBe(1);
  });

  test('a command that arrives twice is answered once', LIMIT, async () => {
    const before = ephemeralTexts(muster.slack, olivia.id).length;
    muster.slack.duplicateNext('command', 1);
    await muster.slack.as(olivia.id).command('/mfa', 'status');
    await expectPrivate(muster.slack, olivia.id, /^MFA enforcement is off/);
    await expect.poll(() => ephemeralTexts(muster.slack, olivia.id).length, { timeout: PATIENCE_MS }).toBe(before + 1);
  });
});
