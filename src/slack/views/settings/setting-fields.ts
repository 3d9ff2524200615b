import { graceDays } from './grace-days.ts';
import { helpChannel } from './help-channel.ts';
import { locking } from './locking.ts';
import { retentionDays } from './retention-days.ts';
import { secondPerson } from './second-person.ts';
import type { SettingField } from './setting-field.ts';
import { smsCounts } from './sms-counts.ts';
import { weeklySummary } from './weekly-summary.ts';

/** What `/mfa settings` offers, from top to bottom: only what works. */
export const SETTING_FIELDS: readonly SettingField[] = [
  graceDays,
  locking,
  smsCounts,
  secondPerson,
  helpChannel,
  weeklySummary,
  retentionDays,
];
