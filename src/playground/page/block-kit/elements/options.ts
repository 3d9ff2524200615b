import { z } from 'zod';
import type { OptionObject } from '../types.ts';

const chosenOption = z.looseObject({ selected_option: z.looseObject({ value: z.string() }).nullish() });
const chosenOptions = z.looseObject({ selected_options: z.array(z.looseObject({ value: z.string() })).nullish() });

/** The value of the option that stands in a value object. */
export function readOption(value: unknown): string | null {
  const parsed = chosenOption.safeParse(value);
  return parsed.success ? (parsed.data.selected_option?.value ?? null) : null;
}

export function readOptions(value: unknown): string[] {
  const parsed = chosenOptions.safeParse(value);
  return parsed.success ? (parsed.data.selected_options ?? []).map((option) => option.value) : [];
}

interface Choices {
  options?: OptionObject[] | undefined;
  option_groups?: { label: { text: string }; options: OptionObject[] }[] | undefined;
}

/** Options in their groups; those without a group stand in one without a label. */
export function groupsOf(element: Choices): { label: string | null; options: OptionObject[] }[] {
  const grouped = (element.option_groups ?? []).map(({ label, options }) => ({ label: label.text, options }));
  return element.options ? [{ label: null, options: element.options }, ...grouped] : grouped;
}

export function findOption(element: Choices, value: string): OptionObject | null {
  return (
    groupsOf(element)
      .flatMap(({ options }) => options)
      .find((option) => option.value === value) ?? null
  );
}
