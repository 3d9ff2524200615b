import type { SettingName, Settings } from '../../../domain/settings.ts';
import { numberField } from '../fields.ts';
import type { SettingField } from './setting-field.ts';

interface Days {
  name: SettingName;
  label: string;
  hint: string;
  bounds: { min: number; max: number };
  get(settings: Settings): number;
  set(days: number): Partial<Settings>;
}

/** A number of days. What is no whole number or out of bounds is told by the domain. */
export function daysField({ name, label, hint, bounds, get, set }: Days): SettingField {
  return {
    name,
    build: ({ shown }, ids) => numberField({ ...ids, label, hint, bounds, initial: get(shown) }),
    read: ({ value }) => ({ chosen: set(/^\s*\d{1,9}\s*$/.test(value ?? '') ? Number(value) : Number.NaN) }),
  };
}
