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
      hint: 'Locked are only accounts in directories that can lock, after the directory was asked once more; never owners, and never the account that Muster itself uses. Turning it off unlocks whom Muster locked.',
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
