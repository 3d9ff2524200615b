import type { InputBlock } from '@slack/types';
import { plain } from '../blocks.ts';
import { entered } from './fields.ts';

interface MomentField {
  blockId: string;
  actionId: string;
  label: string;
  hint: string;
  initial: Date;
}

/** A day and a time, in the zone of the person who chooses. */
export function momentField({ blockId, actionId, label, hint, initial }: MomentField): InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label, 2000),
    element: { type: 'datetimepicker', action_id: actionId, initial_date_time: Math.floor(initial.getTime() / 1000) },
    hint: plain(hint, 2000),
  };
}

/** The moment that was chosen; `null` when there is none, or none that exists. */
export function chosenMoment(state: unknown, blockId: string, actionId: string): Date | null {
  const seconds = entered(state, blockId, actionId).selected_date_time ?? null;
  const date = new Date((seconds ?? Number.NaN) * 1000);
  return Number.isNaN(date.getTime()) ? null : date;
}
