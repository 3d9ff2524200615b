import type { KeyboardEvent } from 'react';
import { z } from 'zod';
import type { ElementOf, Placed } from '../types.ts';
import { ariaOf, useElement } from '../use-element.ts';

type TextElement = ElementOf<'plain_text_input' | 'email_text_input' | 'url_text_input' | 'number_input'>;

const held = z.looseObject({ value: z.union([z.string(), z.number()]).nullish() });

const MODES = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'decimal',
} as const;

export function TextInput(placed: Placed<TextElement>) {
  const { element, inInput } = placed;
  const { value, keep, press } = useElement(placed);
  const parsed = held.safeParse(value);
  const text = String((parsed.success ? parsed.data.value : element.initial_value) ?? '');
  const shared = {
    className: 'field',
    value: text,
    placeholder: element.placeholder?.text ?? '',
    autoComplete: 'off',
    autoFocus: element.focus_on_load === true,
    ...ariaOf(placed),
  };
  const change = (next: string) => keep({ type: element.type, value: next === '' ? null : next });
  if (element.type === 'plain_text_input' && element.multiline === true) {
    return <textarea {...shared} rows={4} onChange={(event) => change(event.currentTarget.value)} />;
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || inInput !== false) return;
    event.preventDefault();
    press({ type: element.type, value: text });
  };
  const mode = MODES[element.type];
  return (
    <input
      {...shared}
      type="text"
      inputMode={mode}
      spellCheck={false}
      onKeyDown={onKeyDown}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
