import type { CampaignDraft } from '../../domain/campaign.ts';
import { DEFAULT_WORKING_TIME } from '../../domain/working-time.ts';
import type { CampaignForm } from './drafting.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Long enough for people on holiday, short enough not to be put off. */
const DEFAULT_LENGTH_DAYS = 30;
const DEFAULT_EMAIL_AFTER = 2;
const DEFAULT_EVERY = 3;

/** What the modal holds before anything is chosen. */
export function defaultForm({
  now,
  timeZone,
  mailEnabled,
  userGroupId,
}: {
  now: Date;
  timeZone: string;
  mailEnabled: boolean;
  userGroupId: string | null;
}): CampaignForm {
  return {
    audience: userGroupId === null ? { type: 'everyone' } : { type: 'usergroup', userGroupId },
    exceptSlackUserIds: [],
    deadline: new Date(now.getTime() + DEFAULT_LENGTH_DAYS * DAY_MS),
    cadence: { type: 'standard' },
    channels: mailEnabled ? { type: 'both', emailAfter: DEFAULT_EMAIL_AFTER } : { type: 'dm' },
    workingTime: DEFAULT_WORKING_TIME,
    timeZone,
    snoozes: { count: 3, longestDays: 7 },
    message: null,
    atDeadline: 'tell_owners',
  };
}

/** What was chosen, with a default for what is no value yet: a field that has only just come into sight. */
export function completeForm(form: CampaignForm, defaults: CampaignForm): CampaignForm {
  return {
    ...form,
    deadline: Number.isNaN(form.deadline.getTime()) ? defaults.deadline : form.deadline,
    cadence: completeCadence(form.cadence),
    channels:
      form.channels.type === 'both'
        ? { type: 'both', emailAfter: number(form.channels.emailAfter, DEFAULT_EMAIL_AFTER) }
        : form.channels,
    workingTime: {
      days: form.workingTime.days,
      from: number(form.workingTime.from, defaults.workingTime.from),
      to: number(form.workingTime.to, defaults.workingTime.to),
    },
    snoozes: {
      count: number(form.snoozes.count, defaults.snoozes.count),
      longestDays: number(form.snoozes.longestDays, defaults.snoozes.longestDays),
    },
  };
}

function completeCadence(cadence: CampaignDraft['cadence']): CampaignDraft['cadence'] {
  return cadence.type === 'own'
    ? { ...cadence, everyWorkingDays: number(cadence.everyWorkingDays, DEFAULT_EVERY) }
    : cadence;
}

function number(value: number, fallback: number): number {
  return Number.isNaN(value) ? fallback : value;
}
