import { choiceField } from '../fields.ts';
import type { SettingField } from './setting-field.ts';

const TWO = 'two';
const ONE = 'one';

export const secondPerson: SettingField = {
  name: 'secondPerson',
  build: ({ shown }, ids) =>
    choiceField({
      ...ids,
      label: 'What weakens MFA',
      hint: 'Stopping, a longer grace period, turning locking off, exempting more than a fifth, and turning this off. A second person with the permission enforce then has to agree within 24 hours.',
      options: [
        { value: ONE, label: 'One person is enough' },
        { value: TWO, label: 'Takes two', description: 'Somebody else who may enforce has to agree.' },
      ],
      initial: shown.secondPerson ? TWO : ONE,
    }),
  read: ({ selected_option: option }) =>
    // Slack's client lets nobody leave this empty.
    option == null ? { chosen: {} } : { chosen: { secondPerson: option.value === TWO } },
};
