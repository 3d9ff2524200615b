import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../support/wait.ts';
import { type Bot, OLGA, startBot } from './slack-bot.ts';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot({ mode: 'socket' });
});
afterEach(async () => {
  await bot.stop();
});

const textOf = async () => JSON.stringify((await bot.slack.as(OLGA).command('/mfa', 'status')).reply);

const opened = () => bot.slack.journal.entries().filter((entry) => entry.what === 'apps.connections.open').length;

describe('Socket Mode', () => {
  test('serves the routes of operations on its port, and nothing of Slack', async () => {
    expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${bot.url}/slack/events`, { method: 'POST' })).status).toBe(404);
  });

  test('connects again when Slack closes the connection', async () => {
    expect([bot.app.isConnected(), opened()]).toEqual([true, 1]);
    bot.slack.disconnectSockets();
    await eventually(() => expect([bot.app.isConnected(), opened()]).toEqual([true, 2]));
    expect(await textOf()).toContain('MFA enforcement is off.');
  });

  test('connects again after an outage, however often that fails', async () => {
    bot.slack.faults.set('apps.connections.open', { type: 'reset' }, { times: 1 });
    bot.slack.faults.set('apps.connections.open', { type: 'status', status: 503 }, { times: 1 });
    bot.slack.disconnectSockets();
    await eventually(() => expect(bot.app.isConnected()).toBe(false));
    await eventually(() => expect(bot.app.isConnected()).toBe(true));
    expect(await textOf()).toContain('MFA enforcement is off.');
  });

  test('stops while it connects again', async () => {
    bot.slack.disconnectSockets();
    await bot.app.stop();
    expect(bot.app.isConnected()).toBe(false);
    await eventually(() => expect(bot.slack.connections()).toBe(0));
  });
});
