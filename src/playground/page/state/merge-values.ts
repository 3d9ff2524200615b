import type { StateValues } from '../../protocol/view.ts';

/** What stands in the inputs now: what was typed here, else what the view began with. Fields that are gone are forgotten. */
export function mergeValues(fresh: StateValues, typed: StateValues): StateValues {
  const blocks = Object.entries(fresh).map(([blockId, actions]) => {
    const merged = Object.entries(actions).map(([actionId, value]) => {
      const mine = typed[blockId]?.[actionId];
      return [actionId, mine?.['type'] === value['type'] ? mine : value];
    });
    return [blockId, Object.fromEntries(merged)];
  });
  return Object.fromEntries(blocks);
}
