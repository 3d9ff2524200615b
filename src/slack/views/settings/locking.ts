import { choiceField } from '../fields.ts';
import type { SettingField } from './setting-field.ts';

const LOCK = 'lock';
const TELL = 'tell';

export const locking: SettingField = {
  name: 'locking',
  build: ({ shown }, ids) =>
    choiceField({
      ...ids,
      label: 'When the grace period is over',
      hint: 'Muster locks only in directories that can, and asks the directory once more before. It never locks owners, or the account that it uses itself. Turning this off unlocks whom Muster locked.',
      options: [
        { value: TELL, label: 'Tell the owners every day' },
        { value: LOCK, label: 'Lock the account until MFA is on' },
      ],
      initial: shown.locking ? LOCK : TELL,
    }),
  read: ({ selected_option: option }) =>
    // Slack's client lets nobody leave this empty.
    option == null ? { chosen: {} } : { chosen: { locking: option.value === LOCK } },
};
