import type { ActionAnswer, Chosen, ElementPlace, PersonAction } from '../protocol/action.ts';
import type { Given } from '../slack/block-kit/values.ts';
import { findDirect, markRead } from './conversations.ts';
import { escapeText, expandMentions } from './mentions.ts';
import type { Parts } from './parts.ts';

const NO_CONNECTION = 'We had some trouble connecting. Try again?';

type Send = Extract<PersonAction, { type: 'send' }>;
type Use = Extract<PersonAction, { type: 'use' }>;

/** Opening the app's messages makes the conversation, as in Slack. */
async function resolveChannel(parts: Parts, { as, channel }: Send): Promise<string> {
  if (channel !== 'app') return channel;
  const known = findDirect(parts, as);
  if (known !== null) return known;
  await parts.slack.as(as).openHome('messages');
  const opened = findDirect(parts, as);
  if (opened === null) throw new Error(`${as} has no conversation with the app`);
  return opened;
}

function readOnlyNotice({ appName, commands }: Parts): string {
  return `${appName} takes no messages here. Type ${commands[0]?.command ?? '/'} to see what it can do.`;
}

async function send(parts: Parts, action: Send): Promise<string | null> {
  const channel = await resolveChannel(parts, action);
  const actor = parts.slack.as(action.as);
  const text = expandMentions(escapeText(action.text), parts.people);
  const [, command, rest = ''] = /^(\/[^\s/]+)(?:\s+([\s\S]*))?$/.exec(text) ?? [];
  // What goes wrong with a command is told by Slackbot in the conversation.
  if (command !== undefined) await actor.command(command, rest.trim(), { channel });
  else if (parts.isReadOnly && channel === findDirect(parts, action.as)) return readOnlyNotice(parts);
  else await actor.say(text, { channel });
  markRead(parts, action.as, channel);
  return null;
}

function whereIs(place: ElementPlace) {
  return place.type === 'view' ? { id: place.viewId } : { channel: place.channel, ts: place.ts };
}

/** What was chosen, as the stand-in takes it. */
function toGiven({ type, ...chosen }: Chosen): Given {
  if (type !== 'button' && type !== 'overflow') return chosen;
  const { value, selected_option: option } = chosen;
  if (typeof option === 'object' && option !== null && 'value' in option) return String(option.value);
  return typeof value === 'string' ? value : null;
}

async function use(parts: Parts, action: Use): Promise<string | null> {
  const value = toGiven(action.chosen);
  const press = { action_id: action.actionId, block_id: action.blockId, ...(value !== null && { value }) };
  const outcome = await parts.slack.as(action.as).press(whereIs(action.place), press);
  return outcome.failure === null ? null : `${parts.appName} did not respond. (${outcome.failure})`;
}

async function submit(parts: Parts, action: Extract<PersonAction, { type: 'submit' }>): Promise<string | null> {
  const outcome = await parts.slack.as(action.as).submit({ id: action.viewId }, action.values);
  return outcome.type === 'failed' ? `${NO_CONNECTION} (${outcome.failure})` : null;
}

/** Two presses of Esc close a modal once. */
async function close({ slack }: Parts, { as, viewId, all }: Extract<PersonAction, { type: 'close' }>): Promise<void> {
  const isOpen = slack.lookAt(as).modals.some(({ id }) => id === viewId);
  if (isOpen) await slack.as(as).close({ id: viewId }, { all });
}

async function perform(parts: Parts, action: PersonAction): Promise<string | null> {
  switch (action.type) {
    case 'send':
      return send(parts, action);
    case 'use':
      return use(parts, action);
    case 'submit':
      return submit(parts, action);
    case 'close':
      await close(parts, action);
      return null;
    case 'open_home':
      await parts.slack.as(action.as).openHome();
      return null;
    case 'read':
      markRead(parts, action.as, action.channel);
      return null;
  }
}

/** Does what a person does at their screen. */
export async function act(parts: Parts, action: PersonAction): Promise<ActionAnswer> {
  return { notice: await perform(parts, action), user: null };
}
