import type { ShownView } from '../protocol/view.ts';
import { isObject } from '../slack/json.ts';
import type { SlackView } from '../slack/state/view.ts';

function textOf(text: unknown): string | null {
  return isObject(text) && typeof text['text'] === 'string' ? text['text'] : null;
}

export function showView(view: SlackView, errors: ShownView['errors'] = {}): ShownView {
  return {
    id: view.id,
    hash: view.hash,
    title: textOf(view.title) ?? '',
    submit: textOf(view.submit),
    close: textOf(view.close),
    blocks: view.blocks,
    values: view.state.values,
    errors,
  };
}
