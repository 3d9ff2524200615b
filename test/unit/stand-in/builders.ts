import { validateMessageBlocks } from '../../../src/playground/slack/block-kit/message.ts';
import { wordProblem } from '../../../src/playground/slack/block-kit/problems.ts';
import { parseView } from '../../../src/playground/slack/block-kit/view.ts';

/** A name, what is accepted at the limit, what is refused one above it, and Slack's sentence. */
export type Limit = [string, unknown, unknown, string];

export const x = (length: number) => 'x'.repeat(length);
export const many = <Item>(count: number, build: (index: number) => Item) =>
  Array.from({ length: count }, (_, i) => build(i));
export const plain = (text: string) => ({ type: 'plain_text', text });
export const option = (value: string, text = 'o') => ({ text: plain(text), value });
export const options = (count: number) => many(count, (index) => option(String(index)));
export const button = (more: object = {}) => ({ type: 'button', text: plain('b'), ...more });
export const section = (accessory: object) => ({ type: 'section', text: plain('t'), accessory });
export const actions = (...elements: object[]) => ({ type: 'actions', elements });
export const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('l'), element, ...more });
export const textInput = (more: object = {}) => ({ type: 'plain_text_input', ...more });
export const confirm = (more: object) => ({
  title: plain('t'),
  text: plain('t'),
  confirm: plain('y'),
  deny: plain('n'),
  ...more,
});
export const modal = (more: object) => ({
  type: 'modal',
  title: plain('t'),
  submit: plain('s'),
  blocks: [{ type: 'divider' }],
  ...more,
});

export function problemsOfBlocks(...blocks: unknown[]): string[] {
  return validateMessageBlocks(blocks, { repeatedIds: 'refused' }).map(wordProblem);
}

export function problemsOfView(view: unknown): string[] {
  const parsed = parseView(view);
  return parsed.ok ? [] : parsed.problems.map(wordProblem);
}
