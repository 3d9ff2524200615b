import { z } from 'zod';
import type { DraftField } from '../../../domain/campaign-draft.ts';

/** Fields of the modal of a campaign. Slack keeps what was typed for as long as a field has the same ids. */
export const FORM_FIELDS = [
  'audience',
  'people',
  'except',
  'deadline',
  'cadence',
  'every',
  'tighter',
  'channels',
  'emailAfter',
  'days',
  'from',
  'to',
  'timeZone',
  'snoozeCount',
  'snoozeDays',
  'message',
  'atDeadline',
  'word',
] as const;
export type FormField = (typeof FORM_FIELDS)[number];

export function blockOf(name: FormField): string {
  return `campaign_${name}`;
}

const stateSchema = z.object({ values: z.record(z.string(), z.unknown()) });

/** Where each problem is shown: several fields may stand for one choice, and not all are always in sight. */
export const PROBLEM_FIELDS = {
  audience: ['people', 'audience'],
  exceptions: ['except'],
  deadline: ['deadline'],
  cadence: ['every', 'cadence'],
  channels: ['emailAfter', 'channels'],
  hours: ['to'],
  days: ['days'],
  timeZone: ['timeZone'],
  snoozes: ['snoozeCount'],
  message: ['message'],
  atDeadline: ['word', 'atDeadline'],
} as const satisfies Record<DraftField, readonly FormField[]>;

/** The fields that were in sight when the modal was submitted. */
export function blocksOf(state: unknown): ReadonlySet<string> {
  return new Set(Object.keys(stateSchema.safeParse(state).data?.values ?? {}));
}
