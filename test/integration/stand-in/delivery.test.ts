import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../support/wait.ts';
import { SECRETS, startHttpApp, startSocketApp, startStandIn } from './bolt-app.ts';
import { payloadOf, startSilentApp } from './silent-app.ts';

describe('signed HTTP', () => {
  test('carries the v0 signature and a form without a charset', async () => {
    const slack = await startStandIn();
    const received = await startSilentApp(slack);
    await slack.as('UMIA').command('/x', 'ü & =');
    const [command] = received;
    const timestamp = command?.headers['x-slack-request-timestamp'];
    const hmac = createHmac('sha256', SECRETS.signingSecret).update(`v0:${timestamp}:${command?.body}`).digest('hex');
    expect(command?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-signature': `v0=${hmac}`,
    });
    expect(new URLSearchParams(command?.body).get('text')).toBe('ü & =');
  });

  test('a silent app is given up after the limit, and the person reads why', async () => {
    const slack = await startStandIn({ acknowledgeWithinMs: 50 });
    await startSilentApp(slack, () => {});
    expect(await slack.as('UMIA').command('/x')).toMatchObject({ acknowledged: false, failure: 'operation_timeout' });
    expect(slack.lookAt('UMIA').ephemerals).toMatchObject([
      { from: 'slackbot', text: '/x failed with the error "operation_timeout"' },
    ]);
  });

  test('an app that answers 500, or does not listen, is told to the person as dispatch_failed', async () => {
    const slack = await startStandIn();
    await startSilentApp(slack, (response) => response.writeHead(500).end());
    expect(await slack.as('UMIA').command('/x')).toMatchObject({ failure: 'dispatch_failed' });
    slack.requestUrl = 'http://127.0.0.1:1/';
    expect(await slack.as('UMIA').command('/x')).toMatchObject({ failure: 'dispatch_failed' });
  });

  test('an event that is not acknowledged comes again three times, with number and reason', async () => {
    const slack = await startStandIn();
    const received = await startSilentApp(slack, (response) => response.writeHead(503).end());
    await slack.join({ name: 'nina' });
    await slack.settled();
    expect(received.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']])).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    expect(new Set(received.map((one) => payloadOf(one)['event_id'])).size).toBe(1);
  });

  test('x-slack-no-retry ends the retries', async () => {
    const slack = await startStandIn();
    const received = await startSilentApp(slack, (response) =>
      response.writeHead(500, { 'x-slack-no-retry': '1' }).end(),
    );
    await slack.join({ name: 'nina' });
    await slack.settled();
    expect(received).toHaveLength(1);
  });

  test('duplicates arrive on demand, with the same event id', async () => {
    const slack = await startStandIn();
    const received = await startSilentApp(slack);
    slack.duplicateNext('event');
    slack.duplicateNext('command');
    await slack.join({ name: 'nina' });
    await slack.as('UMIA').command('/x');
    await slack.join({ name: 'otto' });
    const ids = received.map((one) => payloadOf(one)['event_id'] ?? payloadOf(one)['trigger_id']);
    expect(ids).toHaveLength(5);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).toBe(ids[3]);
  });

  test('a forged signature and an old timestamp can be posted, and Bolt refuses them', async () => {
    const slack = await startStandIn();
    await startHttpApp(slack, (app) => {
      app.command('/x', async ({ ack }) => await ack());
    });
    const post = {
      kind: 'command' as const,
      body: { command: '/x', text: '', user_id: 'UMIA', team_id: slack.team.teamId },
    };
    expect(await slack.deliver(post)).toMatchObject({ status: 200 });
    expect(await slack.deliver({ ...post, badSignature: true })).toMatchObject({ status: 401 });
    expect(await slack.deliver({ ...post, timestampSkewSeconds: -301 })).toMatchObject({ status: 401 });
  });

  test('only what the manifest names is delivered', async () => {
    const manifest = {
      display_information: { name: 'App' },
      features: { slash_commands: [{ command: '/x' }] },
      oauth_config: { scopes: { bot: ['commands'] } },
      settings: { event_subscriptions: { bot_events: ['team_join'] } },
    };
    const slack = await startStandIn({ manifest });
    const received = await startSilentApp(slack);
    expect(await slack.as('UMIA').command('/y')).toMatchObject({ failure: 'invalid_command' });
    expect((await slack.leave('UMIA')).event).toEqual({ type: 'not-subscribed' });
    await slack.as('UADMIN').command('/x');
    await slack.join({ name: 'nina' });
    expect(received).toHaveLength(2);
  });
});

describe('Socket Mode', () => {
  test('after a disconnect the app connects again and goes on', async () => {
    const slack = await startStandIn();
    await startSocketApp(slack, (app) => {
      app.command('/x', async ({ ack }) => await ack('here'));
    });
    const seen: number[] = [];
    slack.onChange((change) => {
      if (change.type === 'connection') seen.push(change.open);
    });
    slack.disconnectSockets({ reason: 'refresh_requested' });
    await eventually(() => expect(seen.at(-1)).toBe(1));
    expect(seen).toContain(0);
    expect(await slack.as('UMIA').command('/x')).toMatchObject({ acknowledged: true });
  });

  test('several connections take turns, and nobody connected is a failed dispatch', async () => {
    const slack = await startStandIn();
    expect(await slack.as('UMIA').command('/x')).toMatchObject({ failure: 'dispatch_failed' });
    const taken: string[] = [];
    for (const name of ['one', 'two']) {
      await startSocketApp(slack, (app) => {
        app.command('/x', async ({ ack }) => {
          taken.push(name);
          await ack();
        });
      });
    }
    expect(slack.connections()).toBe(2);
    for (let count = 0; count < 4; count += 1) await slack.as('UMIA').command('/x');
    expect(taken.toSorted()).toEqual(['one', 'one', 'two', 'two']);
  });

  test('a payload that was recorded in the journal can be sent again, altered', async () => {
    const slack = await startStandIn();
    await startSocketApp(slack, (app) => {
      app.command('/x', async ({ ack, command }) => await ack(`by ${command.user_id}`));
    });
    await slack.as('UMIA').command('/x', 'y', { channel: 'direct' });
    expect(slack.lookAt('UMIA').ephemerals).toMatchObject([{ channel: expect.stringMatching(/^D/), text: 'by UMIA' }]);
    const recorded = slack.journal.entries().find(({ what }) => what === 'command /x')?.args;
    const forged = await slack.deliver({ kind: 'command', body: { ...Object(recorded), user_id: 'UADMIN' } });
    expect(forged).toMatchObject({ status: 200, body: expect.stringContaining('by UADMIN') });
  });

  test('a ticket serves once', async () => {
    const slack = await startStandIn();
    const answer = await fetch(`${slack.apiUrl}apps.connections.open`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRETS.appToken}` },
    });
    const { url }: { url: string } = JSON.parse(await answer.text());
    const { WebSocket } = await import('ws');
    const first = new WebSocket(url);
    const hello = await new Promise((resolve) => first.once('message', (data) => resolve(JSON.parse(data.toString()))));
    expect(hello).toMatchObject({ type: 'hello', num_connections: 1, connection_info: { app_id: slack.team.appId } });
    const second = new WebSocket(url);
    const error = await new Promise((resolve) => second.once('error', resolve));
    expect(String(error)).toContain('403');
    first.terminate();
  });
});
