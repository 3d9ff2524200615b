import { chosenValue, type Given, optionsOf } from '../block-kit/values.ts';
import type { Failure } from '../delivery/deliverer.ts';
import type { JsonObject } from '../json.ts';
import { channelName } from '../state/channel.ts';
import { toSlackMessage } from '../state/message.ts';
import type { World } from '../world.ts';
import { buildInteraction } from './payload.ts';
import { blocksAt, findElements, getPlace, type Place, type Where } from './place.ts';

/** Which element is pressed, and what is chosen in it: an option's value, an id, a date … */
export interface Press {
  action_id: string;
  block_id?: string;
  value?: Given;
}

export interface ActionOutcome {
  acknowledged: boolean;
  /** Slack shows a warning sign beside the element. */
  failure: Failure['failure'] | null;
  triggerId: string;
  /** Absent in views. */
  responseUrl: string | null;
}

function buildAction(element: JsonObject, blockId: string, press: Press, ts: string): JsonObject {
  const common = { action_id: press.action_id, block_id: blockId, action_ts: ts };
  const { type, text, value, style, url, placeholder } = element;
  if (type === 'button' || type === 'workflow_button') {
    return {
      ...common,
      type,
      text,
      ...(value !== undefined && { value }),
      ...(style !== undefined && { style }),
      ...(url !== undefined && { url }),
    };
  }
  if (type === 'overflow') {
    const selected = optionsOf(element).find((option) => option['value'] === press.value);
    if (selected === undefined) throw new Error(`the menu ${press.action_id} does not offer ${String(press.value)}`);
    return { ...common, type, selected_option: selected };
  }
  const chosen = chosenValue(element, press.value ?? null);
  return { ...common, ...chosen, ...(placeholder !== undefined && { placeholder }) };
}

/** What is chosen in a view stays in its state. */
function remember(place: Place, element: JsonObject, blockId: string, press: Press): void {
  if (place.type !== 'view') return;
  const { values } = place.shown.view.state;
  if (values[blockId]?.[press.action_id] === undefined) return;
  values[blockId] = { ...values[blockId], [press.action_id]: chosenValue(element, press.value ?? null) };
}

function describePlace(world: World, user: string, place: Place): { keys: JsonObject; responseUrl: string | null } {
  if (place.type === 'view') {
    const { view } = place.shown;
    return { keys: { container: { type: 'view', view_id: view.id }, view: structuredClone(view) }, responseUrl: null };
  }
  const { team } = world.workspace;
  const isEphemeral = place.type === 'ephemeral';
  const { ts, channel } = isEphemeral ? place.ephemeral : place.message;
  const target = { user, channel, original: { type: place.type, ts } };
  const responseUrl = `${world.url}${world.responseUrls.issue('actions', team.teamId, target)}`;
  const conversation = world.workspace.channels.get(channel);
  const name = conversation === undefined ? 'directmessage' : channelName(conversation);
  return {
    keys: {
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: isEphemeral },
      channel: { id: channel, name },
      // Slack sends no copy of an ephemeral message.
      ...(!isEphemeral && { message: toSlackMessage(place.message, team, false) }),
      state: { values: {} },
      response_url: responseUrl,
    },
    responseUrl,
  };
}

/** A person presses a button, or chooses in a menu. Throws when it is not on their screen. */
export async function pressElement(world: World, user: string, where: Where, press: Press): Promise<ActionOutcome> {
  const place = getPlace(world, user, where);
  const [found] = findElements(blocksAt(place), press);
  if (found === undefined) throw new Error(`there is no ${press.action_id} where ${user} looks`);
  const { element, blockId } = found;
  const action = buildAction(element, blockId, press, world.workspace.timestamps.next());
  remember(place, element, blockId, press);
  const triggerId = world.triggers.issue(user);
  const { keys, responseUrl } = describePlace(world, user, place);
  const payload = {
    ...buildInteraction(world, 'block_actions', user),
    trigger_id: triggerId,
    ...keys,
    actions: [action],
  };
  const outcome = await world.deliverer.send({ kind: 'interaction', what: 'block_actions', payload });
  const failure = outcome.type === 'failed' ? outcome.failure : null;
  return { acknowledged: outcome.type === 'acknowledged', failure, triggerId, responseUrl };
}
