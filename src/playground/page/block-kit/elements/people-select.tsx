import { useId } from 'react';
import { z } from 'zod';
import { PeopleMenu } from '../../people/people-menu.tsx';
import { useNames } from '../../people/use-names.ts';
import type { ElementOf, Placed } from '../types.ts';
import { ariaOf, useElement } from '../use-element.ts';

const held = z.looseObject({ selected_user: z.string().nullish() });

export function PeopleSelect(placed: Placed<ElementOf<'users_select'>>) {
  const { element, labelledBy } = placed;
  const { value, change } = useElement(placed);
  const { nameOf, remember } = useNames();
  const id = useId();
  const parsed = held.safeParse(value);
  const chosen = (parsed.success ? parsed.data.selected_user : element.initial_user) ?? null;
  const placeholder = element.placeholder?.text ?? 'Choose a person';
  return (
    <PeopleMenu
      label={placeholder}
      className="field field-select"
      trigger={chosen === null ? placeholder : nameOf(chosen)}
      aria={{ ...ariaOf(placed), id, ...(labelledBy !== undefined && { 'aria-labelledby': `${labelledBy} ${id}` }) }}
      onSelect={(person) => {
        remember(person);
        change({ type: element.type, selected_user: person.id });
      }}
    />
  );
}
