import type { App } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import type { SlackStandIn } from '../../../src/playground/slack/stand-in.ts';
import { eventually } from '../../support/wait.ts';
import { startHttpApp, startSocketApp, startStandIn } from './bolt-app.ts';

const MODES: [string, (slack: SlackStandIn, listen: (app: App) => void) => Promise<App>][] = [
  ['signed HTTP', startHttpApp],
  ['Socket Mode', startSocketApp],
];

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const confirmModal = {
  type: 'modal' as const,
  callback_id: 'confirm',
  title: plain('Sure?'),
  submit: plain('Do it'),
  notify_on_close: true,
  blocks: [
    {
      type: 'input' as const,
      block_id: 'word',
      label: plain('Type GO'),
      element: { type: 'plain_text_input' as const, action_id: 'typed' },
    },
  ],
};

describe.each(MODES)('a Bolt app over %s', (_mode, start) => {
  test('answers a slash command privately in the acknowledgement', async () => {
    const slack = await startStandIn();
    await start(slack, (app) => {
      app.command('/hi', async ({ ack, command }) => await ack(`Hello ${command.user_name}, ${command.text}`));
    });
    const outcome = await slack.as('UMIA').command('/hi', 'there');
    expect(outcome).toMatchObject({ acknowledged: true, failure: null, reply: { type: 'ephemeral' } });
    expect(slack.lookAt('UMIA').ephemerals.map(({ text }) => text)).toEqual(['Hello mia, there']);
    expect(slack.lookAt('UADMIN').ephemerals).toEqual([]);
  });

  test('opens a modal, refuses a word, updates, pushes and closes it', async () => {
    const slack = await startStandIn();
    const closed: string[] = [];
    await start(slack, (app) => {
      app.command('/go', async ({ ack, body, client }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: confirmModal });
      });
      app.view('confirm', async ({ ack, view }) => {
        const word = view.state.values['word']?.['typed']?.value;
        if (word === 'GO') await ack();
        else if (word === 'UPDATE')
          await ack({ response_action: 'update', view: { ...confirmModal, title: plain('Two') } });
        else if (word === 'PUSH') await ack({ response_action: 'push', view: confirmModal });
        else if (word === 'CLEAR') await ack({ response_action: 'clear' });
        else await ack({ response_action: 'errors', errors: { word: 'That is not GO.' } });
      });
      app.view({ callback_id: 'confirm', type: 'view_closed' }, async ({ ack, view }) => {
        closed.push(view.id);
        await ack();
      });
    });
    const mia = slack.as('UMIA');
    await mia.command('/go');
    await eventually(() => expect(slack.lookAt('UMIA').modals).toHaveLength(1));
    expect(await mia.submit('modal', {})).toMatchObject({ type: 'errors', from: 'slack' });
    expect(await mia.submit('modal', { typed: 'go' })).toEqual({
      type: 'errors',
      errors: { word: 'That is not GO.' },
      from: 'app',
    });
    expect(slack.lookAt('UMIA').modalErrors).toEqual({ word: 'That is not GO.' });
    expect(await mia.submit('modal', { word: { typed: 'UPDATE' } })).toMatchObject({
      view: { title: { text: 'Two' } },
    });
    expect(await mia.submit('modal', { typed: 'PUSH' })).toMatchObject({ type: 'pushed' });
    expect(slack.lookAt('UMIA').modals).toHaveLength(2);
    const top = slack.lookAt('UMIA').modals.at(-1)?.id;
    expect(await mia.close()).toBe(1);
    expect(closed).toEqual([top]);
    expect(await mia.submit('modal', { typed: 'GO' })).toEqual({ type: 'closed' });
    expect(slack.lookAt('UMIA').modals).toEqual([]);
  });

  test('hears buttons and menus in messages, ephemeral messages and the Home tab', async () => {
    const slack = await startStandIn();
    const heard: unknown[] = [];
    const blocks = [
      {
        type: 'section' as const,
        text: plain('Row'),
        accessory: {
          type: 'overflow' as const,
          action_id: 'row',
          options: [
            { text: plain('One'), value: '1' },
            { text: plain('Two'), value: '2' },
          ],
        },
      },
      {
        type: 'actions' as const,
        elements: [{ type: 'button' as const, action_id: 'push', text: plain('Push'), value: 'v' }],
      },
    ];
    const app = await start(slack, (listening) => {
      listening.action({ type: 'block_actions', action_id: 'row' }, async ({ ack, action }) => {
        await ack();
        heard.push(action.type === 'overflow' ? action.selected_option.value : action.type);
      });
      listening.action({ type: 'block_actions', action_id: 'push' }, async ({ ack, action, respond, body }) => {
        await ack();
        heard.push(action.type === 'button' ? action.value : action.type);
        if (body.container['type'] === 'message') await respond({ text: 'done', replace_original: true });
      });
      listening.event('app_home_opened', async ({ event, client }) => {
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
      });
    });
    const mia = slack.as('UMIA');
    const { ts, channel } = await app.client.chat.postMessage({ channel: 'UMIA', text: 'hello', blocks });
    await mia.press({ channel: channel ?? '', ts: ts ?? '' }, { action_id: 'row', value: '2' });
    await mia.press({ channel: channel ?? '', ts: ts ?? '' }, { action_id: 'push' });
    await eventually(() => expect(slack.lookAt('UMIA').directMessages[0]).toMatchObject({ text: 'done', blocks: [] }));
    await app.client.chat.postEphemeral({ channel: 'general', user: 'UMIA', text: 'psst', blocks });
    const [ephemeral] = slack.lookAt('UMIA').ephemerals;
    if (ephemeral === undefined) throw new Error('nothing was whispered');
    await mia.press(ephemeral, { action_id: 'push' });
    await eventually(() => expect(slack.lookAt('UMIA').ephemerals.map(({ text }) => text)).toEqual(['done']));
    await mia.openHome();
    await eventually(() => expect(slack.lookAt('UMIA').home).not.toBeNull());
    const home = await mia.press('home', { action_id: 'row', value: '1' });
    expect(home).toMatchObject({ acknowledged: true, responseUrl: null });
    expect(heard).toEqual(['2', 'v', 'v', '1']);
  });

  test('hears who joins, changes and leaves', async () => {
    const slack = await startStandIn();
    const heard: string[] = [];
    await start(slack, (app) => {
      app.event('team_join', async ({ event }) => {
        heard.push(`joined ${event.user.name}`);
      });
      app.event('user_change', async ({ event }) => {
        heard.push(`${event.user.name} ${event.user.deleted ? 'left' : 'changed'}`);
      });
    });
    const { person, event } = await slack.join({ name: 'nina' });
    expect(event).toMatchObject({ type: 'acknowledged' });
    await slack.change(person.id, { tz: 'Asia/Tokyo' });
    await slack.leave(person.id);
    await eventually(() => expect(heard).toEqual(['joined nina', 'nina changed', 'nina left']));
  });
});
