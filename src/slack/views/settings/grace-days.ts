import { GRACE_DAYS } from '../../../domain/settings.ts';
import { daysField } from './days-field.ts';

export const graceDays = daysField({
  name: 'graceDays',
  label: 'Grace period, in days',
  hint: `How long somebody has when their MFA goes off while it is enforced: ${GRACE_DAYS.min} to ${GRACE_DAYS.max}. It counts for everybody who has a grace period now, too.`,
  bounds: GRACE_DAYS,
  get: (settings) => settings.graceDays,
  set: (days) => ({ graceDays: days }),
});
