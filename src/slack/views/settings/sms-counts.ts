import { people } from '../../texts/counts.ts';
import { choiceField } from '../fields.ts';
import type { SettingField } from './setting-field.ts';

const COUNTS = 'counts';
const MISSING = 'missing';

export const smsCounts: SettingField = {
  name: 'smsCounts',
  build: ({ shown, tally }, ids) => {
    const only = tally.sms.enabled + tally.sms.disabled;
    return choiceField({
      ...ids,
      label: 'MFA by text message only',
      hint: `Text messages can be intercepted. At the moment ${people(only)} ${only === 1 ? 'has' : 'have'} no other method.`,
      options: [
        { value: COUNTS, label: 'Counts as MFA' },
        { value: MISSING, label: 'Counts as missing', description: 'They are asked for an app or a security key.' },
      ],
      initial: shown.smsCounts ? COUNTS : MISSING,
    });
  },
  read: ({ selected_option: option }) =>
    // Slack's client lets nobody leave this empty.
    option == null ? { chosen: {} } : { chosen: { smsCounts: option.value !== MISSING } },
};
