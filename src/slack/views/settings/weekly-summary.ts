import { choiceField } from '../fields.ts';
import type { SettingField } from './setting-field.ts';

const EVERY_WEEK = 'every_week';
const NEVER = 'never';

export const weeklySummary: SettingField = {
  name: 'weeklySummary',
  build: ({ shown }, ids) =>
    choiceField({
      ...ids,
      label: 'Summary for owners',
      hint: 'Readiness, what changed, who is stuck, and exemptions that end.',
      options: [
        { value: EVERY_WEEK, label: 'Every Monday' },
        { value: NEVER, label: 'Never' },
      ],
      initial: shown.weeklySummary ? EVERY_WEEK : NEVER,
    }),
  read: ({ selected_option: option }) =>
    // Slack's client lets nobody leave this empty.
    option == null ? { chosen: {} } : { chosen: { weeklySummary: option.value !== NEVER } },
};
