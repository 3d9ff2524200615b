import { isObject, type JsonObject, objectsOf } from '../json.ts';
import type { StateValues } from '../state/view.ts';
import { elementsOf } from './uniqueness.ts';

/** What a person enters: a text, the value of an option, an id; several of them; a number; or a raw value object. */
export type Given = string | number | readonly string[] | JsonObject | null;

interface Slot {
  key: string;
  initial: string;
  kind: 'plain' | 'option' | 'options' | 'list';
}

function plain(key: string, initial: string): Slot {
  return { key, initial, kind: 'plain' };
}
const TEXT = plain('value', 'initial_value');
const OPTION: Slot = { key: 'selected_option', initial: 'initial_option', kind: 'option' };
const OPTIONS: Slot = { key: 'selected_options', initial: 'initial_options', kind: 'options' };

const SLOTS = new Map<unknown, Slot>([
  ['plain_text_input', TEXT],
  ['email_text_input', TEXT],
  ['url_text_input', TEXT],
  ['number_input', TEXT],
  ['rich_text_input', plain('rich_text_value', 'initial_value')],
  ['static_select', OPTION],
  ['external_select', OPTION],
  ['radio_buttons', OPTION],
  ['multi_static_select', OPTIONS],
  ['multi_external_select', OPTIONS],
  ['checkboxes', OPTIONS],
  ['users_select', plain('selected_user', 'initial_user')],
  ['conversations_select', plain('selected_conversation', 'initial_conversation')],
  ['channels_select', plain('selected_channel', 'initial_channel')],
  ['multi_users_select', { key: 'selected_users', initial: 'initial_users', kind: 'list' }],
  ['multi_conversations_select', { key: 'selected_conversations', initial: 'initial_conversations', kind: 'list' }],
  ['multi_channels_select', { key: 'selected_channels', initial: 'initial_channels', kind: 'list' }],
  ['datepicker', plain('selected_date', 'initial_date')],
  ['timepicker', plain('selected_time', 'initial_time')],
  ['datetimepicker', plain('selected_date_time', 'initial_date_time')],
  ['file_input', { key: 'files', initial: 'initial_files', kind: 'list' }],
]);

function emptyOf(slot: Slot): unknown {
  return slot.kind === 'options' || slot.kind === 'list' ? [] : null;
}

/** The options that an element offers, those of its groups included. */
export function optionsOf(element: JsonObject): JsonObject[] {
  const grouped = objectsOf(element['option_groups']).flatMap((group) => objectsOf(group['options']));
  return [...objectsOf(element['options']), ...grouped];
}

function chooseOption(element: JsonObject, value: unknown): JsonObject {
  const option = optionsOf(element).find((one) => one['value'] === value);
  if (option !== undefined) return option;
  // External selects get their options from elsewhere.
  if (element['type'] === 'external_select') return { text: { type: 'plain_text', text: String(value) }, value };
  throw new Error(`nobody can choose ${String(value)}: ${String(element['action_id'])} does not offer it`);
}

/** The value object of an element before anybody touched it; `null` for what holds no value, like a button. */
function initialValue(element: JsonObject): JsonObject | null {
  const slot = SLOTS.get(element['type']);
  if (slot === undefined) return null;
  return { type: element['type'], [slot.key]: element[slot.initial] ?? emptyOf(slot) };
}

/** The value object after a person entered something. Throws where the element does not offer it. */
export function chosenValue(element: JsonObject, given: Given): JsonObject {
  const slot = SLOTS.get(element['type']);
  const type = element['type'];
  if (slot === undefined) throw new Error(`nothing can be entered in a ${String(type)}`);
  if (isObject(given)) return { type, ...given };
  const list = Array.isArray(given) ? given : given === null ? [] : [given];
  switch (slot.kind) {
    case 'plain':
      return { type, [slot.key]: given === '' ? null : given };
    case 'option':
      return { type, [slot.key]: given === null ? null : chooseOption(element, given) };
    case 'options':
      return { type, [slot.key]: list.map((value) => chooseOption(element, value)) };
    case 'list':
      return { type, [slot.key]: list };
  }
}

/** Whether a value object holds something. */
export function isFilled(value: JsonObject): boolean {
  return Object.entries(value).some(([key, held]) => {
    if (key === 'type' || held === null || held === undefined) return false;
    return Array.isArray(held) ? held.length > 0 : true;
  });
}

/** `state.values` of fresh blocks. Where `before` has a value of the same kind under the same ids it stays. */
export function buildState(blocks: readonly JsonObject[], before: StateValues = {}): StateValues {
  const values: StateValues = {};
  for (const block of blocks) {
    const blockId = String(block['block_id']);
    for (const { element } of elementsOf(block)) {
      const value = initialValue(element);
      if (value === null) continue;
      const actionId = String(element['action_id']);
      const kept = before[blockId]?.[actionId];
      values[blockId] = {
        ...values[blockId],
        [actionId]: kept !== undefined && kept['type'] === value['type'] ? kept : value,
      };
    }
  }
  return values;
}
