import { RETENTION_DAYS } from '../../../domain/settings.ts';
import { daysField } from './days-field.ts';

export const retentionDays = daysField({
  name: 'retentionDays',
  label: 'Keep for, in days',
  hint: `Readings, messages that were sent and people who left are forgotten after that: ${RETENTION_DAYS.min} to ${RETENTION_DAYS.max}. The history stays; it names nobody.`,
  bounds: RETENTION_DAYS,
  get: (settings) => settings.retentionDays,
  set: (days) => ({ retentionDays: days }),
});
