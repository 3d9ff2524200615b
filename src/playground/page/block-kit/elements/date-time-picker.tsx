import { z } from 'zod';
import { useReader } from '../../state/reader.ts';
import type { ElementOf, Placed } from '../types.ts';
import { ariaOf, useElement } from '../use-element.ts';
import { fromLocalInput, toLocalInput } from './local-time.ts';

type PickerElement = ElementOf<'datepicker' | 'timepicker' | 'datetimepicker'>;

const held = z.looseObject({
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_date_time: z.number().nullish(),
});

const INPUT_TYPES = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' } as const;

function textOf(element: PickerElement, value: unknown, timeZone: string): string {
  const { data } = held.safeParse(value);
  switch (element.type) {
    case 'datepicker':
      return (data ? data.selected_date : element.initial_date) ?? '';
    case 'timepicker':
      return (data ? data.selected_time : element.initial_time) ?? '';
    case 'datetimepicker': {
      const seconds = (data ? data.selected_date_time : element.initial_date_time) ?? null;
      return seconds === null ? '' : toLocalInput(seconds, timeZone);
    }
  }
}

function chosenOf(element: PickerElement, text: string, timeZone: string) {
  const filled = text === '' ? null : text;
  switch (element.type) {
    case 'datepicker':
      return { type: element.type, selected_date: filled };
    case 'timepicker':
      return { type: element.type, selected_time: filled };
    case 'datetimepicker':
      return { type: element.type, selected_date_time: filled === null ? null : fromLocalInput(filled, timeZone) };
  }
}

/** Days and times, in the time zone of the person who looks. */
export function DateTimePicker(placed: Placed<PickerElement>) {
  const { element } = placed;
  const { value, change } = useElement(placed);
  const { timeZone } = useReader();
  return (
    <input
      className="field field-picker"
      type={INPUT_TYPES[element.type]}
      value={textOf(element, value, timeZone)}
      aria-label={placed.labelledBy === undefined ? 'Date or time' : undefined}
      {...ariaOf(placed)}
      onChange={(event) => change(chosenOf(element, event.currentTarget.value, timeZone))}
    />
  );
}
