import { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import type { SlackStandIn } from '../../../src/playground/slack/stand-in.ts';
import { SECRETS, startStandIn } from './bolt-app.ts';
import { startSilentApp } from './silent-app.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const modal = (title: string, more: object = {}) => ({
  type: 'modal' as const,
  title: plain(title),
  blocks: [{ type: 'section' as const, text: plain(title) }],
  ...more,
});

async function start() {
  let now = new Date('2026-11-24T09:00:00Z');
  const slack = await startStandIn({ now: () => now });
  await startSilentApp(slack);
  const client = new WebClient(SECRETS.botToken, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
  const wait = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };
  const trigger = async () => (await slack.as('UMIA').command('/x')).triggerId;
  return { slack, client, wait, trigger };
}

function titles(slack: SlackStandIn): unknown[] {
  return slack.lookAt('UMIA').modals.map(({ title }) => title['text']);
}

const refused = (error: string) => ({ data: expect.objectContaining({ error }) });

describe('triggers', () => {
  test('serve once and live three seconds', async () => {
    const { slack, client, wait, trigger } = await start();
    const trigger_id = await trigger();
    wait(2900);
    await client.views.open({ trigger_id, view: modal('One') });
    await expect(client.views.open({ trigger_id, view: modal('Two') })).rejects.toMatchObject(
      refused('exchanged_trigger_id'),
    );
    const late = await trigger();
    wait(3001);
    await expect(client.views.open({ trigger_id: late, view: modal('Two') })).rejects.toMatchObject(
      refused('expired_trigger_id'),
    );
    await expect(client.views.open({ trigger_id: '1.2.3', view: modal('Two') })).rejects.toMatchObject(
      refused('invalid_trigger_id'),
    );
    expect(titles(slack)).toEqual(['One']);
  });
});

describe('modals', () => {
  test('stack up to three', async () => {
    const { slack, client, trigger } = await start();
    await client.views.open({ trigger_id: await trigger(), view: modal('One') });
    await client.views.push({ trigger_id: await trigger(), view: modal('Two') });
    const { view } = await client.views.push({ trigger_id: await trigger(), view: modal('Three') });
    const fourth = client.views.push({ trigger_id: await trigger(), view: modal('Four') });
    await expect(fourth).rejects.toMatchObject(refused('push_limit_reached'));
    expect(titles(slack)).toEqual(['One', 'Two', 'Three']);
    const [one, two] = slack.lookAt('UMIA').modals;
    expect(view).toMatchObject({ previous_view_id: two?.id, root_view_id: one?.id });
    await slack.as('UMIA').close('modal', { all: true });
    expect(titles(slack)).toEqual([]);
  });

  test('are updated by id or external id, with the right hash, while they are open', async () => {
    const { slack, client, trigger } = await start();
    const opened = await client.views.open({ trigger_id: await trigger(), view: modal('One', { external_id: 'ex' }) });
    const view_id = opened.view?.id ?? '';
    const hash = opened.view?.hash ?? '';
    const updated = await client.views.update({ view_id, hash, view: modal('Two', { external_id: 'ex' }) });
    expect(updated.view).toMatchObject({ id: view_id, title: { text: 'Two' } });
    await expect(client.views.update({ view_id, hash, view: modal('Three') })).rejects.toMatchObject(
      refused('hash_conflict'),
    );
    await client.views.update({ external_id: 'ex', view: modal('Four', { external_id: 'ex' }) });
    const twin = client.views.push({ trigger_id: await trigger(), view: modal('Five', { external_id: 'ex' }) });
    await expect(twin).rejects.toMatchObject(refused('duplicate_external_id'));
    expect(titles(slack)).toEqual(['Four']);
    await slack.as('UMIA').close();
    await expect(client.views.update({ view_id, view: modal('Six') })).rejects.toMatchObject(refused('not_found'));
  });

  test('that are bad are refused in the words that Slack uses', async () => {
    const { client, trigger } = await start();
    const call = client.views.open({ trigger_id: await trigger(), view: modal('A title that is far too long') });
    await expect(call).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: {
          messages: [
            '[ERROR] failed to match all allowed schemas [json-pointer:/view/title]',
            '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
          ],
        },
      },
    });
    const sections = Array.from({ length: 100 }, () => ({ type: 'section' as const, text: plain('x'.repeat(3000)) }));
    const large = client.views.open({ trigger_id: await trigger(), view: { ...modal('Large'), blocks: sections } });
    await expect(large).rejects.toMatchObject(refused('view_too_large'));
  });
});

test('a Home tab is kept per person and guarded by its hash', async () => {
  const { slack, client } = await start();
  const home = (text: string) => ({ type: 'home' as const, blocks: [{ type: 'section' as const, text: plain(text) }] });
  const { view } = await client.views.publish({ user_id: 'UMIA', view: home('one') });
  const hash = view?.hash ?? '';
  await client.views.publish({ user_id: 'UMIA', view: home('two'), hash });
  await expect(client.views.publish({ user_id: 'UMIA', view: home('three'), hash })).rejects.toMatchObject(
    refused('hash_conflict'),
  );
  expect(slack.lookAt('UMIA').home).toMatchObject({ id: view?.id, blocks: [{ text: { text: 'two' } }] });
  expect(slack.lookAt('UADMIN').home).toBeNull();
});
