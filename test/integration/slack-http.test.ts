import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sign } from '../../src/slack/receivers/signature.ts';
import { describeWithFixtures, listFixtures, readFixture } from '../support/fixtures.ts';
import { eventually } from '../support/wait.ts';
import { ADA, type Bot, OLGA, SIGNING_SECRET, startBot } from './slack-bot.ts';

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
});
afterAll(async () => {
  await bot.stop();
});

/** Keeps every body, and so every signature, new. */
let sent = 0;

interface Request {
  body: string;
  contentType?: string;
  secondsOff?: number;
  secret?: string;
}

/** One POST as Slack signs it. */
function signed({ body, contentType = 'application/json', secondsOff = 0, secret = SIGNING_SECRET }: Request) {
  const timestamp = String(Math.floor(Date.now() / 1000) + secondsOff);
  const signature = sign(secret, timestamp, body);
  const signing = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature };
  return { method: 'POST', headers: { 'content-type': contentType, ...signing }, body };
}

async function post(request: Request) {
  return await fetch(`${bot.url}/slack/events`, signed(request));
}

function command(text: string, fields: Record<string, string> = {}) {
  sent += 1;
  const form = new URLSearchParams({
    team_id: bot.organization.slackTeamId,
    user_id: OLGA,
    channel_id: 'C1',
    command: '/mfa',
    text,
    trigger_id: `${sent}.1.1`,
    ...fields,
  });
  return { body: form.toString(), contentType: 'application/x-www-form-urlencoded' };
}

const url_verification = JSON.stringify({ type: 'url_verification', challenge: 'the challenge' });

describe('Only what Slack signed, now and once, gets in', () => {
  test.each([301, -301])('a timestamp %i seconds off is 401', async (secondsOff) => {
    expect((await post({ body: url_verification, secondsOff })).status).toBe(401);
  });

  test('a bad signature is 401, and so is none', async () => {
    expect((await post({ body: url_verification, secret: 'another' })).status).toBe(401);
    const bare = await fetch(`${bot.url}/slack/events`, { method: 'POST', body: url_verification });
    expect(bare.status).toBe(401);
  });

  test('a replay is 401', async () => {
    const request = signed({ body: JSON.stringify({ type: 'url_verification', challenge: 'again' }) });
    expect((await fetch(`${bot.url}/slack/events`, request)).status).toBe(200);
    expect((await fetch(`${bot.url}/slack/events`, request)).status).toBe(401);
  });

  test('a body above 1 MB is 413', async () => {
    expect((await post({ body: 'x'.repeat(1_000_001) })).status).toBe(413);
    const stream = new Blob(['x'.repeat(1_500_000)]).stream();
    const chunked = { method: 'POST', body: stream, duplex: 'half' as const };
    expect((await fetch(`${bot.url}/slack/events`, chunked)).status).toBe(413);
  });

  test('anything but POST /slack/events and the routes of operations is 404', async () => {
    expect((await fetch(`${bot.url}/slack/events`)).status).toBe(404);
    expect((await fetch(`${bot.url}/anything`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
  });
});

describe('What Slack asks of an app', () => {
  test('url_verification, ssl_check and app_rate_limited are answered', async () => {
    const challenge = await post({ body: url_verification });
    expect(await challenge.json()).toEqual({ challenge: 'the challenge' });
    const contentType = 'application/x-www-form-urlencoded';
    const ssl = await fetch(`${bot.url}/slack/events`, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body: 'ssl_check=1&token=x',
    });
    expect(ssl.status).toBe(200);
    const limited = JSON.stringify({ type: 'app_rate_limited', team_id: 'T1', minute_rate_limited: 1 });
    expect((await post({ body: limited })).status).toBe(200);
  });

  test('a form is accepted with a charset too', async () => {
    const { body } = command('help');
    const answer = await post({ body, contentType: 'application/x-www-form-urlencoded; charset=UTF-8' });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ response_type: 'ephemeral' });
  });

  test('what is no JSON, and no object, is 400', async () => {
    expect((await post({ body: '{' })).status).toBe(400);
    expect((await post({ body: '[]' })).status).toBe(400);
    expect((await post({ body: 'payload=%7B', contentType: 'application/x-www-form-urlencoded' })).status).toBe(400);
  });
});

describe('Any text after /mfa gets a clear and private answer', () => {
  test.each([
    ['', 'You can type'],
    ['help', 'You can type'],
    ['status', 'MFA enforcement is off.'],
    ['stauts', 'Did you mean `/mfa status`?'],
    ['xyzzy', 'Type `/mfa help`'],
    ['🙈🙈🙈', 'Type `/mfa help`'],
    ['مرحبا بالعالم', 'Type `/mfa help`'],
    ['x'.repeat(100_000), 'Type `/mfa help`'],
    [`remind ${'y'.repeat(100_000)}`, 'pick the person from the list'],
    ['remind', 'Whom would you like to remind?'],
    ['remind @ada', 'pick the person from the list'],
    ['remind <!channel>', 'pick the person from the list'],
    ['remind <@U0UNKNOWN|x>', 'not a member of your organization'],
    ['remind <@U0ADA|ada> <@U0BEN|ben>', 'one person at a time'],
    ['members everyone', 'There is no such list.'],
    ['grant', 'Type `/mfa grant @person'],
    ['grant <@U0ADA|ada> superuser', 'Which permission?'],
    ['grant <@U0ADA|ada> remnid', 'Did you mean *remind*?'],
    ['grant <!subteam^S1|@it> enforce', 'can be given to single people only'],
    ['stop', 'there is nothing to stop'],
  ])('%.30s', async (text, expected) => {
    const answer = await post(command(text));
    expect(answer.status).toBe(200);
    const reply = z.object({ response_type: z.literal('ephemeral'), text: z.string() }).parse(await answer.json());
    expect(reply.text).toContain(expected);
    expect(reply.text).not.toMatch(/\bat .*\.ts:\d+/);
  });

  test('a member sees their own status only, and is refused what they may not do', async () => {
    const own = await (await post(command('status', { user_id: ADA }))).text();
    expect(own).toContain('Your MFA is off');
    expect(own).not.toContain('Counted');
    const refused = await (await post(command('enforce', { user_id: ADA }))).text();
    expect(refused).toContain('You need the permission *enforce*');
  });

  test('somebody whom Muster does not know is told so', async () => {
    expect(await (await post(command('status', { user_id: 'U0NOBODY' }))).text()).toContain('does not know you yet');
  });

  test('a trigger that is over is an apology without a stack trace', async () => {
    const answer = await (await post(command('members'))).text();
    expect(answer).toContain('Please try again');
  });
});

describe('Another workspace', () => {
  test('is told politely that Muster does not serve it', async () => {
    const answers: string[] = [];
    const hook = createServer((request, response) => {
      request.on('data', (chunk) => answers.push(String(chunk))).on('end', () => response.end('ok'));
    }).listen(0);
    await once(hook, 'listening');
    const address = z.object({ port: z.number() }).parse(hook.address());
    const response_url = `http://127.0.0.1:${address.port}/`;
    const answer = await post(command('status', { team_id: 'T0OTHER', response_url }));
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(answers.join('')).toContain('not set up for this workspace');
    hook.close();
  });

  test('has its events acknowledged and ignored', async () => {
    const body = {
      type: 'event_callback',
      team_id: 'T0OTHER',
      event_id: 'Ev0OTHER',
      event: { type: 'app_uninstalled' },
    };
    expect((await post({ body: JSON.stringify(body) })).status).toBe(200);
    const status = await (await post(command('remind everyone'))).text();
    expect(status).not.toContain('has just come back');
  });
});

describe('What Muster does not know any more', () => {
  const interaction = (payload: object) => {
    sent += 1;
    const common = { team: { id: bot.organization.slackTeamId }, user: { id: OLGA }, trigger_id: `${sent}.2.2` };
    const body = new URLSearchParams({ payload: JSON.stringify({ ...common, ...payload }) }).toString();
    return post({ body, contentType: 'application/x-www-form-urlencoded' });
  };

  test('an unknown action is acknowledged and told kindly', async () => {
    const answer = await interaction({
      type: 'block_actions',
      actions: [{ action_id: 'gone', block_id: 'b', type: 'button' }],
    });
    expect(answer.status).toBe(200);
    await eventually(() => expect(JSON.stringify(bot.slack.lookAt(OLGA).directMessages)).toContain('another version'));
  });

  test('an unknown modal is told in the modal', async () => {
    const view = { id: 'V1', type: 'modal', callback_id: 'gone', private_metadata: '', state: { values: {} } };
    const answer = await interaction({ type: 'view_submission', view });
    expect(await answer.text()).toContain('another version of Muster');
  });

  test.each(['enforce', 'stop', 'remind_everyone'])(
    '%s with broken private_metadata changes nothing',
    async (callback_id) => {
      for (const private_metadata of ['', '{', '{"revision":"1"}', 'x'.repeat(3000)]) {
        const view = { id: 'V1', type: 'modal', callback_id, private_metadata, state: { values: {} } };
        const answer = await interaction({ type: 'view_submission', view });
        expect(await answer.text()).toContain('Nothing was done');
      }
    },
  );

  test('a forged submission by somebody without permission changes nothing', async () => {
    const view = {
      id: 'V1',
      type: 'modal',
      callback_id: 'stop',
      private_metadata: '{"revision":0}',
      state: { values: { word: { word_typed: { type: 'plain_text_input', value: 'STOP' } } } },
    };
    const answer = await interaction({ type: 'view_submission', view, user: { id: ADA } });
    expect(await answer.text()).toContain('You need the permission *enforce*');
  });
});

const fixture = z.record(z.string(), z.unknown());

describeWithFixtures('Every shape that Slack was recorded to post', () => {
  test('is acknowledged with 200, and the process lives on', async () => {
    for (const name of listFixtures('payloads').filter((file) => !file.endsWith('index.json'))) {
      const body = fixture.parse(readFixture(name));
      const kind = name.slice(name.lastIndexOf('/') + 1);
      if (kind.startsWith('socket.')) continue;
      const answer = await post(encode(kind, body));
      expect([name, answer.status]).toEqual([name, 200]);
    }
    expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
  });

  test('is accepted in our own workspace too', async () => {
    for (const name of listFixtures('payloads').filter((file) => !file.endsWith('index.json'))) {
      const kind = name.slice(name.lastIndexOf('/') + 1);
      if (!/^(?:block_actions|view_|slash_command)/.test(kind)) continue;
      const text = JSON.stringify(readFixture(name)).replaceAll(
        /"T(?:111|123|0001|12345678)"/g,
        `"${bot.organization.slackTeamId}"`,
      );
      const answer = await post(
        encode(kind, { ...fixture.parse(JSON.parse(text)), command: kind.startsWith('slash') ? '/mfa' : undefined }),
      );
      expect([name, answer.status]).toEqual([name, 200]);
    }
  });

  function encode(kind: string, body: Record<string, unknown>): Request {
    sent += 1;
    if (kind.startsWith('event') || kind.startsWith('url_') || kind.startsWith('app_rate')) {
      return { body: JSON.stringify({ ...body, sent }) };
    }
    const contentType = 'application/x-www-form-urlencoded';
    const offline = JSON.parse(JSON.stringify(body).replaceAll('https://hooks.slack.com', 'http://127.0.0.1:9'));
    const unique = { ...fixture.parse(offline), sent: String(sent) };
    if (!kind.startsWith('slash'))
      return { body: new URLSearchParams({ payload: JSON.stringify(unique) }).toString(), contentType };
    const pairs = Object.fromEntries(Object.entries(unique).map(([key, value]) => [key, String(value)]));
    return { body: new URLSearchParams(pairs).toString(), contentType };
  }
});
