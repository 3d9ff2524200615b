import { withEmoji } from '../../mrkdwn/with-emoji.ts';
import type { ElementOf, OptionObject, Placed } from '../types.ts';
import { ariaOf, useElement } from '../use-element.ts';
import { findOption, groupsOf, readOption } from './options.ts';

function Options({ options }: { options: readonly OptionObject[] }) {
  return options.map((option) => (
    <option key={option.value} value={option.value}>
      {withEmoji(option.text.text)}
    </option>
  ));
}

export function Select(placed: Placed<ElementOf<'static_select'>>) {
  const { element } = placed;
  const { value, change } = useElement(placed);
  const chosen = value === undefined ? (element.initial_option?.value ?? '') : (readOption(value) ?? '');
  const placeholder = element.placeholder?.text ?? 'Choose an option';
  return (
    <select
      className="field field-select"
      value={chosen}
      aria-label={placed.labelledBy === undefined ? placeholder : undefined}
      {...ariaOf(placed)}
      onChange={(event) =>
        change({ type: element.type, selected_option: findOption(element, event.currentTarget.value) })
      }
    >
      <option value="">{placeholder}</option>
      {groupsOf(element).map(({ label, options }) =>
        label === null ? (
          <Options key="" options={options} />
        ) : (
          <optgroup key={label} label={label}>
            <Options options={options} />
          </optgroup>
        ),
      )}
    </select>
  );
}
