import { z } from 'zod';
import { PeopleMenu } from '../../people/people-menu.tsx';
import { useNames } from '../../people/use-names.ts';
import { Icon } from '../../ui/icon.tsx';
import type { ElementOf, Placed } from '../types.ts';
import { ariaOf, useElement } from '../use-element.ts';

const held = z.looseObject({ selected_users: z.array(z.string()).nullish() });

/** Several people: each with a button that takes them out, and one that adds another. */
export function MultiPeopleSelect(placed: Placed<ElementOf<'multi_users_select'>>) {
  const { element } = placed;
  const { value, change } = useElement(placed);
  const { nameOf, remember } = useNames();
  const parsed = held.safeParse(value);
  const chosen = (parsed.success ? parsed.data.selected_users : element.initial_users) ?? [];
  const placeholder = element.placeholder?.text ?? 'Choose people';
  const most = element.max_selected_items ?? Number.POSITIVE_INFINITY;
  const choose = (ids: readonly string[]) => change({ type: element.type, selected_users: ids });
  return (
    <fieldset className="picked" {...ariaOf(placed)}>
      {chosen.map((id) => (
        <button
          key={id}
          type="button"
          className="picked-one"
          aria-label={`Take ${nameOf(id)} out`}
          onClick={() => choose(chosen.filter((one) => one !== id))}
        >
          {nameOf(id)}
          <Icon name="close" />
        </button>
      ))}
      {chosen.length < most && (
        <PeopleMenu
          label={placeholder}
          className="field field-select"
          trigger={chosen.length === 0 ? placeholder : 'Add another'}
          onSelect={(person) => {
            remember(person);
            choose([...chosen.filter((id) => id !== person.id), person.id]);
          }}
        />
      )}
    </fieldset>
  );
}
