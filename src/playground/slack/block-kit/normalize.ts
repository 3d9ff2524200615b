import { isObject, type JsonObject } from '../json.ts';

const INERT = new Set(['image', 'plain_text', 'mrkdwn']);

function completeElement(element: unknown, newId: () => string): unknown {
  if (!isObject(element)) return element;
  if (typeof element['type'] === 'string' && INERT.has(element['type'])) return completeText(element);
  return { ...element, ...(element['action_id'] === undefined && { action_id: newId() }) };
}

function completeText(text: unknown): unknown {
  if (!isObject(text)) return text;
  if (text['type'] === 'mrkdwn') return { verbatim: false, ...text };
  if (text['type'] === 'plain_text') return { emoji: true, ...text };
  return text;
}

/** Blocks as Slack keeps them: what has no `block_id` or `action_id` gets one, text objects get their defaults. */
export function normalizeBlocks(blocks: readonly JsonObject[], newId: () => string): JsonObject[] {
  return blocks.map((block) => {
    const done: JsonObject = { ...block, block_id: block['block_id'] ?? newId() };
    if (block['type'] === 'rich_text') return done;
    for (const key of ['text', 'title', 'label', 'hint']) if (isObject(done[key])) done[key] = completeText(done[key]);
    for (const key of ['accessory', 'element']) if (key in done) done[key] = completeElement(done[key], newId);
    const { elements, fields } = done;
    if (Array.isArray(elements)) done['elements'] = elements.map((element) => completeElement(element, newId));
    if (Array.isArray(fields)) done['fields'] = fields.map(completeText);
    return done;
  });
}
