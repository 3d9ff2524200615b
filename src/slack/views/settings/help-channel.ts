import { channelField } from '../pickers.ts';
import type { SettingField } from './setting-field.ts';

export const helpChannel: SettingField = {
  name: 'helpChannel',
  build: ({ shown }, ids) =>
    channelField({
      ...ids,
      label: 'Channel for help',
      hint: 'Where Muster asks when somebody presses “I need help”; it names nobody there. Invite Muster to the channel first. Left empty: who reminded them is asked, else the owners.',
      initial: shown.helpChannel,
      optional: true,
    }),
  read: ({ selected_conversation: channel }) => {
    if (channel == null || channel === '') return { chosen: { helpChannel: null } };
    return /^[CG][A-Z0-9]{2,30}$/.test(channel)
      ? { chosen: { helpChannel: channel } }
      : { problem: 'Please choose a channel, not a person.' };
  },
};
