import { z } from 'zod';
import { useReader } from '../../state/reader.ts';
import type { ElementOf, Placed } from '../types.ts';
import { ariaOf, useElement } from '../use-element.ts';

const held = z.looseObject({ selected_conversation: z.string().nullish() });

/** The channels that the person is in. As in Slack, those where the app is not are offered too. */
export function ConversationSelect(placed: Placed<ElementOf<'conversations_select'>>) {
  const { element } = placed;
  const { value, change } = useElement(placed);
  const { channels } = useReader();
  const parsed = held.safeParse(value);
  const chosen = (parsed.success ? parsed.data.selected_conversation : element.initial_conversation) ?? '';
  const placeholder = element.placeholder?.text ?? 'Choose a channel';
  const isHidden = chosen !== '' && channels.every(({ id }) => id !== chosen);
  return (
    <select
      className="field field-select"
      value={chosen}
      aria-label={placed.labelledBy === undefined ? placeholder : undefined}
      {...ariaOf(placed)}
      onChange={(event) => change({ type: element.type, selected_conversation: event.currentTarget.value || null })}
    >
      <option value="">{placeholder}</option>
      {isHidden && <option value={chosen}>A channel that you are not in</option>}
      {channels.map(({ id, name }) => (
        <option key={id} value={id}>{`#${name}`}</option>
      ))}
    </select>
  );
}
