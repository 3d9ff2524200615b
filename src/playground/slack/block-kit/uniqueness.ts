import { isObject, type JsonObject, objectsOf } from '../json.ts';
import type { Problem } from './problems.ts';

/** The elements of a block that people can act on, each with its pointer below the block. */
export function elementsOf(block: JsonObject): { element: JsonObject; pointer: string }[] {
  const single = ['accessory', 'element'].flatMap((key) => {
    const element = block[key];
    return isObject(element) ? [{ element, pointer: key }] : [];
  });
  const many = ['elements', 'actions'].flatMap((key) =>
    objectsOf(block[key]).map((element, index) => ({ element, pointer: `${key}/${index}` })),
  );
  return [...single, ...many];
}

function findRepeated(found: { id: unknown; pointer: string }[], name: string): Problem[] {
  const seen = new Set<unknown>();
  return found.flatMap(({ id, pointer }) => {
    if (id === undefined) return [];
    if (seen.has(id)) return [{ message: `\`${name}\` ${String(id)} already exists`, pointer }];
    seen.add(id);
    return [];
  });
}

/** `block_id` is unique in a message or view, `action_id` in its block. */
export function findRepeatedIds(blocks: readonly JsonObject[], base: string): Problem[] {
  const blockIds = blocks.map((block, index) => ({ id: block['block_id'], pointer: `${base}/${index}/block_id` }));
  const actionIds = blocks.flatMap((block, index) => {
    const ids = elementsOf(block).map(({ element, pointer }) => ({
      id: element['action_id'],
      pointer: `${base}/${index}/${pointer}/action_id`,
    }));
    return findRepeated(ids, 'action_id');
  });
  return [...findRepeated(blockIds, 'block_id'), ...actionIds];
}
