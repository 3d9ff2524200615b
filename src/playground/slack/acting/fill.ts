import { chosenValue, type Given, isFilled } from '../block-kit/values.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { ShownView } from '../state/view.ts';
import { findElements } from './place.ts';

/** What a person enters: by `action_id`, or by `block_id` and `action_id`. */
export type Entries = Readonly<Record<string, Given | Readonly<Record<string, Given>>>>;

function toList(view: ShownView['view'], entries: Entries): { blockId: string; element: JsonObject; given: Given }[] {
  return Object.entries(entries).flatMap(([key, entry]) => {
    const isBlock = view.blocks.some((block) => block['block_id'] === key);
    const pairs: [string, unknown][] = isBlock && isObject(entry) ? Object.entries(entry) : [[key, entry]];
    return pairs.map(([actionId, value]) => {
      const query = { action_id: actionId, ...(isBlock && isObject(entry) && { block_id: key }) };
      const [found] = findElements(view.blocks, query);
      if (found === undefined) throw new Error(`the view has no field ${actionId}`);
      return { ...found, given: toGiven(value) };
    });
  });
}

function toGiven(value: unknown): Given {
  if (value === null || typeof value === 'string' || typeof value === 'number' || isObject(value)) return value;
  if (Array.isArray(value)) return value.map(String);
  throw new Error(`nobody can enter ${String(value)}`);
}

/** Puts what a person enters into the view's state. */
export function fillIn({ view }: ShownView, entries: Entries): void {
  const { values } = view.state;
  for (const { blockId, element, given } of toList(view, entries)) {
    const actionId = String(element['action_id']);
    values[blockId] = { ...values[blockId], [actionId]: chosenValue(element, given) };
  }
}

function complain(element: JsonObject, value: JsonObject | undefined, optional: boolean): string | null {
  if (value === undefined || !isFilled(value)) return optional ? null : 'Please complete this required field.';
  const { value: text } = value;
  if (typeof text !== 'string') return null;
  const { min_length, max_length } = element;
  if (typeof min_length === 'number' && text.length < min_length)
    return `Please enter at least ${min_length} characters.`;
  if (typeof max_length === 'number' && text.length > max_length)
    return `Please enter at most ${max_length} characters.`;
  return null;
}

/** What Slack's client checks before it submits: required fields and lengths. Block id → sentence. */
export function findComplaints({ view }: ShownView): Record<string, string> {
  const complaints: Record<string, string> = {};
  for (const block of view.blocks) {
    const { type, block_id, element, optional } = block;
    if (type !== 'input' || !isObject(element)) continue;
    const blockId = String(block_id);
    const value = view.state.values[blockId]?.[String(element['action_id'])];
    const complaint = complain(element, value, optional === true);
    if (complaint !== null) complaints[blockId] = complaint;
  }
  return complaints;
}
