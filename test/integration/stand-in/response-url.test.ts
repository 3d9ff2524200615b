import { expect, test } from 'vitest';
import { startStandIn } from './bolt-app.ts';
import { startSilentApp } from './silent-app.ts';

async function start() {
  let now = new Date('2026-11-24T09:00:00Z');
  const slack = await startStandIn({ now: () => now });
  await startSilentApp(slack);
  const { responseUrl } = await slack.as('UMIA').command('/x');
  const post = async (body: object) => {
    const answer = await fetch(responseUrl, { method: 'POST', body: JSON.stringify(body) });
    return { status: answer.status, body: await answer.text() };
  };
  return { slack, post, wait: (ms: number) => (now = new Date(now.getTime() + ms)) };
}

test('a response_url serves five times', async () => {
  const { slack, post } = await start();
  for (const text of ['1', '2', '3', '4', '5']) expect(await post({ text })).toEqual({ status: 200, body: 'ok' });
  expect(await post({ text: '6' })).toMatchObject({ status: 404, body: expect.stringContaining('used_url') });
  expect(slack.lookAt('UMIA').ephemerals.map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5']);
});

test('a response_url lives 30 minutes', async () => {
  const { post, wait } = await start();
  wait(30 * 60_000 + 1);
  expect(await post({ text: 'late' })).toMatchObject({ status: 404, body: expect.stringContaining('expired_url') });
});

test('it replaces, deletes and posts for everybody', async () => {
  const { slack, post } = await start();
  await post({ text: 'working' });
  await post({ text: 'done', replace_original: true });
  expect(slack.lookAt('UMIA').ephemerals.map(({ text }) => text)).toEqual(['done']);
  await post({ delete_original: 'true' });
  expect(slack.lookAt('UMIA').ephemerals).toEqual([]);
  await post({ text: 'for all', response_type: 'in_channel' });
  expect(slack.messages('general').map(({ text }) => text)).toEqual(['for all']);
});

test('bad blocks are refused with 400', async () => {
  const { post } = await start();
  expect(await post({ blocks: [{ type: 'spinner' }] })).toMatchObject({ status: 400 });
  expect(await post({})).toMatchObject({ status: 400, body: expect.stringContaining('no_text') });
});
