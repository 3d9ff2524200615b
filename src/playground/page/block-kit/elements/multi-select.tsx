import type { ElementOf, OptionObject, Placed } from '../types.ts';
import { ariaOf, useElement } from '../use-element.ts';
import { ChoiceList } from './choice-list.tsx';
import { groupsOf, readOptions } from './options.ts';

/** Several of a list, as checkboxes: nothing is hidden, and the keyboard needs no explanation. */
export function MultiSelect(placed: Placed<ElementOf<'multi_static_select'>>) {
  const { element } = placed;
  const { value, change } = useElement(placed);
  const options = groupsOf(element).flatMap((group) => group.options);
  const chosen = value === undefined ? (element.initial_options ?? []).map((one) => one.value) : readOptions(value);

  function toggle(option: OptionObject, on: boolean) {
    const values = on ? [...chosen, option.value] : chosen.filter((one) => one !== option.value);
    change({ type: element.type, selected_options: options.filter((one) => values.includes(one.value)) });
  }

  return <ChoiceList type="checkbox" options={options} chosen={chosen} aria={ariaOf(placed)} onToggle={toggle} />;
}
