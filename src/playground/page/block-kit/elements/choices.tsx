import type { ElementOf, OptionObject, Placed } from '../types.ts';
import { ariaOf, useElement } from '../use-element.ts';
import { ChoiceList } from './choice-list.tsx';
import { readOption, readOptions } from './options.ts';

type ChoiceElement = ElementOf<'radio_buttons'> | ElementOf<'checkboxes'>;

function chosenOf(element: ChoiceElement, value: unknown): string[] {
  if (element.type === 'checkboxes') {
    return value === undefined ? (element.initial_options ?? []).map((option) => option.value) : readOptions(value);
  }
  const one = value === undefined ? element.initial_option?.value : readOption(value);
  return one ? [one] : [];
}

/** Radio buttons and checkboxes. */
export function Choices(placed: Placed<ChoiceElement>) {
  const { element } = placed;
  const { value, change } = useElement(placed);
  const chosen = chosenOf(element, value);

  function toggle(option: OptionObject, on: boolean) {
    if (element.type === 'radio_buttons') return change({ type: element.type, selected_option: option });
    const values = on ? [...chosen, option.value] : chosen.filter((one) => one !== option.value);
    change({ type: element.type, selected_options: element.options.filter((one) => values.includes(one.value)) });
  }

  const type = element.type === 'checkboxes' ? 'checkbox' : 'radio';
  return <ChoiceList type={type} options={element.options} chosen={chosen} aria={ariaOf(placed)} onToggle={toggle} />;
}
