/** Whether what somebody chose for a campaign can be done; what cannot is told at its field. */
import { EVERY_WORKING_DAYS } from './cadence.ts';
import type { CampaignDraft } from './campaign.ts';
import { previewReminders } from './nudge.ts';
import { SNOOZE_COUNT, SNOOZE_DAYS } from './snooze.ts';
import { isTimeZone, MINUTES_A_DAY, SHORTEST_WORKING_MINUTES } from './working-time.ts';

/** Slack shows a section of 3,000 characters; the message shares one with the words around it, and escaping makes it longer. */
export const LONGEST_MESSAGE = 500;
export const EMAIL_AFTER = { min: 1, max: 10 } as const;
const DAY_MS = 24 * 60 * 60_000;
const LONGEST_CAMPAIGN_MS = 366 * DAY_MS;

export const DRAFT_FIELDS = [
  'audience',
  'exceptions',
  'deadline',
  'cadence',
  'channels',
  'hours',
  'days',
  'timeZone',
  'snoozes',
  'message',
  'atDeadline',
] as const;
export type DraftField = (typeof DRAFT_FIELDS)[number];

/** A sentence for each field that has to be changed, in plain text: modals show it under the field. */
export type DraftProblems = Partial<Record<DraftField, string>>;

export interface DraftFacts {
  now: Date;
  mailEnabled: boolean;
  /** The people of the audience, without the exceptions, who are there; `null` when the user group cannot be found. */
  people: { total: number; lackingMfa: number } | null;
}

/** Empty when the campaign can start. */
export function validateDraft(draft: CampaignDraft, facts: DraftFacts): DraftProblems {
  const found: Record<DraftField, string | null> = {
    audience: audienceProblem(facts.people),
    exceptions: null,
    deadline: deadlineProblem(draft, facts.now),
    cadence: cadenceProblem(draft),
    channels: channelProblem(draft, facts.mailEnabled),
    hours: hoursProblem(draft),
    days: daysProblem(draft),
    timeZone: isTimeZone(draft.timeZone) ? null : 'This time zone does not exist. Pick one such as Europe/Amsterdam.',
    snoozes: snoozeProblem(draft),
    message: messageProblem(draft),
    atDeadline: null,
  };
  const problems: DraftProblems = {};
  for (const field of DRAFT_FIELDS) {
    const sentence = found[field];
    if (sentence !== null) problems[field] = sentence;
  }
  // Only a draft that is right otherwise can be tried out.
  const isTried = Object.keys(problems).length === 0;
  return isTried && remindsNobody(draft, facts.now) ? { deadline: NO_TIME } : problems;
}

const NO_TIME = 'No working hours are left before this deadline, so nobody would be reminded. Pick a later one.';

function audienceProblem(people: DraftFacts['people']): string | null {
  if (people === null) return 'This user group cannot be found in Slack. Pick another one.';
  if (people.total === 0) return 'Nobody is left to remind. Pick at least one person.';
  return people.lackingMfa === 0 ? 'All of these people have MFA on already, so there is nobody to remind.' : null;
}

function deadlineProblem({ deadline }: CampaignDraft, now: Date): string | null {
  if (!(deadline > now)) return 'This is in the past. Pick a moment that is still to come.';
  const isFar = deadline.getTime() - now.getTime() > LONGEST_CAMPAIGN_MS;
  return isFar ? 'This is more than a year away. Pick a moment within a year.' : null;
}

function cadenceProblem({ cadence }: CampaignDraft): string | null {
  if (cadence.type !== 'own') return null;
  const { min, max } = EVERY_WORKING_DAYS;
  return isWithin(cadence.everyWorkingDays, EVERY_WORKING_DAYS)
    ? null
    : `Pick a whole number of working days, from ${min} to ${max}.`;
}

function channelProblem({ channels }: CampaignDraft, mailEnabled: boolean): string | null {
  if (channels.type === 'dm') return null;
  if (!mailEnabled) return 'Email is not set up here. Pick direct messages.';
  if (channels.type === 'email' || isWithin(channels.emailAfter, EMAIL_AFTER)) return null;
  return `Pick a whole number of messages, from ${EMAIL_AFTER.min} to ${EMAIL_AFTER.max}.`;
}

function hoursProblem({ workingTime: { from, to } }: CampaignDraft): string | null {
  if (!isWithin(from, { min: 0, max: MINUTES_A_DAY }) || !isWithin(to, { min: 0, max: MINUTES_A_DAY }))
    return 'These hours do not exist. Pick them from 00:00 to 24:00.';
  if (from >= to) return 'The end has to come after the start, on the same day.';
  return to - from < SHORTEST_WORKING_MINUTES
    ? 'Leave at least two hours, so that messages do not come all at once.'
    : null;
}

function daysProblem({ workingTime: { days } }: CampaignDraft): string | null {
  const areDays = days.every((day) => isWithin(day, { min: 1, max: 7 }));
  return days.length === 0 || !areDays ? 'Pick at least one day of the week.' : null;
}

function snoozeProblem({ snoozes: { count, longestDays } }: CampaignDraft): string | null {
  if (!isWithin(count, SNOOZE_COUNT))
    return `Pick a whole number of times, from ${SNOOZE_COUNT.min} to ${SNOOZE_COUNT.max}.`;
  if (!isWithin(longestDays, SNOOZE_DAYS))
    return `Pick a whole number of days, from ${SNOOZE_DAYS.min} to ${SNOOZE_DAYS.max}.`;
  return null;
}

function messageProblem({ message }: CampaignDraft): string | null {
  const length = message?.length ?? 0;
  return length > LONGEST_MESSAGE ? `This is ${length} characters long. Please stay within ${LONGEST_MESSAGE}.` : null;
}

function isWithin(value: number, { min, max }: { min: number; max: number }): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

function remindsNobody(draft: CampaignDraft, now: Date): boolean {
  const member = {
    memberId: 'mem_anybody',
    standing: { state: 'active', role: 'member', exempt: false, mfaStatus: 'disabled' },
    timeZone: null,
    deadline: draft.deadline,
    enrolledAt: now,
    plannedFor: null,
    lastSentAt: null,
    previousSentAt: null,
    snoozedUntil: null,
    awayUntil: null,
    undisturbedUntil: null,
  } as const;
  const campaign = { id: 'cmp_anyone', state: 'running', ...draft } as const;
  return previewReminders(campaign, member, now, 1).length === 0;
}
