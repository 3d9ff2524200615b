import type { Chosen } from '../../protocol/action.ts';
import { useConfirm } from '../ui/confirm.ts';
import { useSurface } from './surface.ts';
import type { ConfirmObject, Placed } from './types.ts';

interface Usable {
  action_id?: string | undefined;
  confirm?: ConfirmObject | undefined;
}

/** What an element shows now, and what happens when a person changes or presses it. */
export function useElement(placed: Placed<Usable>) {
  const { element, blockId, inInput = false } = placed;
  const surface = useSurface();
  const confirm = useConfirm();
  const actionId = element.action_id ?? '';

  async function send(chosen: Chosen): Promise<void> {
    if (element.confirm && !(await confirm(element.confirm))) return;
    surface.use(blockId, actionId, chosen);
  }

  return {
    value: surface.values[blockId]?.[actionId],
    busy: surface.busy,
    press: (chosen: Chosen) => void send(chosen),
    /** Keeps what was entered; outside of an input block the app is told at once. */
    change(chosen: Chosen) {
      surface.setValue(blockId, actionId, chosen);
      if (!inInput) void send(chosen);
    },
    /** Keeps what was entered and tells nobody yet. */
    keep: (chosen: Chosen) => surface.setValue(blockId, actionId, chosen),
  };
}

/** The ARIA attributes that tie an element to its label, hint and error. */
export function ariaOf({ labelledBy, describedBy, invalid }: Placed<unknown>) {
  return {
    ...(labelledBy !== undefined && { 'aria-labelledby': labelledBy }),
    ...(describedBy !== undefined && { 'aria-describedby': describedBy }),
    ...(invalid === true && { 'aria-invalid': true }),
  };
}
