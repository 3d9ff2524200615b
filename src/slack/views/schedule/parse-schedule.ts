import type { Cadence } from '../../../domain/cadence.ts';
import { AT_DEADLINE, type CampaignChannels } from '../../../domain/campaign.ts';
import type { CampaignForm } from '../../../service/campaigns/drafting.ts';
import { ACTIONS } from '../../ids.ts';
import { scheduleMetadata } from '../../metadata.ts';
import { parseMinutes } from '../../texts/campaigns.ts';
import { typed } from '../fields.ts';
import { picked } from '../pickers.ts';
import { blockOf, type FormField } from './form-fields.ts';

/** What was chosen so far, or submitted; what is no such value at all fails the domain's own look. `null`: broken metadata. */
export function parseSchedule(view: { private_metadata?: string | undefined; state?: unknown }) {
  const metadata = scheduleMetadata.decode(view.private_metadata);
  if (metadata === null) return null;
  return { ...metadata, form: readForm(view.state, metadata.userGroupId), word: typedIn(view.state, 'word') };
}

function typedIn(state: unknown, name: FormField): string {
  return typed(state, blockOf(name), blockOf(name));
}

function pickedIn(state: unknown, name: FormField, actionId: string = blockOf(name)) {
  return picked(state, blockOf(name), actionId);
}

function numberIn(state: unknown, name: FormField): number {
  const text = typedIn(state, name).trim();
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

function readForm(state: unknown, userGroupId: string | null): CampaignForm {
  const message = typedIn(state, 'message').trim().toWellFormed();
  const atDeadline = pickedIn(state, 'atDeadline', ACTIONS.campaignOutcome).selected_option?.value;
  return {
    audience: readAudience(state, userGroupId),
    exceptSlackUserIds: pickedIn(state, 'except').selected_users ?? [],
    deadline: new Date((pickedIn(state, 'deadline').selected_date_time ?? Number.NaN) * 1000),
    cadence: readCadence(state),
    channels: readChannels(state),
    workingTime: {
      days: (pickedIn(state, 'days').selected_options ?? []).map(({ value }) => Number(value)),
      from: parseMinutes(pickedIn(state, 'from').selected_time ?? ''),
      to: parseMinutes(pickedIn(state, 'to').selected_time ?? ''),
    },
    timeZone: typedIn(state, 'timeZone').trim(),
    snoozes: { count: numberIn(state, 'snoozeCount'), longestDays: numberIn(state, 'snoozeDays') },
    message: message === '' ? null : message,
    atDeadline: AT_DEADLINE.find((choice) => choice === atDeadline) ?? 'nothing',
  };
}

function readAudience(state: unknown, userGroupId: string | null): CampaignForm['audience'] {
  const chosen = pickedIn(state, 'audience', ACTIONS.campaignAudience).selected_option?.value;
  if (chosen === 'everyone') return { type: 'everyone' };
  if (chosen === 'usergroup' && userGroupId !== null) return { type: 'usergroup', userGroupId };
  return { type: 'people', slackUserIds: pickedIn(state, 'people').selected_users ?? [] };
}

function readCadence(state: unknown): Cadence {
  const chosen = pickedIn(state, 'cadence', ACTIONS.campaignCadence).selected_option?.value;
  if (chosen === 'own') {
    const tighter = (pickedIn(state, 'tighter').selected_options ?? []).map(({ value }) => value);
    return {
      type: 'own',
      everyWorkingDays: numberIn(state, 'every'),
      dailyInLastWeek: tighter.includes('daily'),
      twiceOnLastDays: tighter.includes('twice'),
    };
  }
  return { type: (['gentle', 'firm'] as const).find((type) => type === chosen) ?? 'standard' };
}

function readChannels(state: unknown): CampaignChannels {
  const chosen = pickedIn(state, 'channels', ACTIONS.campaignChannels).selected_option?.value;
  if (chosen === 'both') return { type: 'both', emailAfter: numberIn(state, 'emailAfter') };
  return { type: chosen === 'email' ? 'email' : 'dm' };
}
