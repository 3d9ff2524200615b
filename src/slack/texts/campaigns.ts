import type { Cadence } from '../../domain/cadence.ts';
import type { AtDeadline, Campaign, CampaignChannels } from '../../domain/campaign.ts';
import type { WorkingTime } from '../../domain/working-time.ts';
import type { CampaignOverview } from '../../service/campaigns/showing-campaigns.ts';
import { people } from './counts.ts';

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** `09:00` */
export function writeMinutes(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** `NaN` for what is no hour of the day. */
export function parseMinutes(time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  return Number(hours) * 60 + Number(minutes);
}

export const CADENCE_WORDS = {
  gentle: { label: 'Gentle', description: 'Once a week, every second day in the last week, daily at the end' },
  standard: { label: 'Standard', description: 'Every third working day, daily in the last week' },
  firm: { label: 'Firm', description: 'Every second working day, daily in the last week, twice at the end' },
  own: { label: 'Your own', description: 'You choose how often' },
} as const satisfies Record<Cadence['type'], { label: string; description: string }>;

export const CHANNEL_WORDS = {
  dm: 'Direct message',
  email: 'Email',
  both: 'Direct message, and later also email',
} as const satisfies Record<CampaignChannels['type'], string>;

export const AT_DEADLINE_WORDS = {
  nothing: 'Nothing',
  tell_owners: 'Tell the owners how it went',
  enforce_when_ready: 'Enforce MFA as soon as everyone has it',
  enforce_by_date: 'Enforce MFA at the deadline',
} as const satisfies Record<AtDeadline, string>;

/** `Monday to Friday, 09:00 to 17:00` */
export function workingTimeWords({ days, from, to }: WorkingTime): string {
  const names = [...days].sort((a, b) => a - b).flatMap((day) => WEEKDAYS[day - 1] ?? []);
  const isRun = [...days]
    .sort((a, b) => a - b)
    .every((day, index, sorted) => index === 0 || day === (sorted[index - 1] ?? 0) + 1);
  const which =
    names.length > 2 && isRun ? `${names[0]} to ${names.at(-1)}` : names.join(', ').replace(/, (?=[^,]*$)/, ' and ');
  return `${which}, ${writeMinutes(from)} to ${writeMinutes(to)}`;
}

export function audienceWords({ audience, exceptMemberIds }: Pick<Campaign, 'audience' | 'exceptMemberIds'>): string {
  switch (audience.type) {
    case 'everyone':
      return 'Everyone who lacks MFA';
    case 'usergroup':
      return `<!subteam^${audience.userGroupId}>`;
    case 'people':
      return whoWerePicked(audience.memberIds.filter((id) => !exceptMemberIds.includes(id)).length);
  }
}

function whoWerePicked(count: number): string {
  return count === 1 ? '1 person who was picked' : `${count} people who were picked`;
}

/** How it goes, in numbers that are not zero. */
export function progressWords({
  enrolled,
  reminded,
  answered,
  enabled,
  snoozed,
  away,
  stuck,
}: CampaignOverview['progress']): string {
  if (enrolled === 0) return 'Nobody lacks MFA at the moment.';
  const parts = [
    `${enabled} of ${people(enrolled)} ${enrolled === 1 ? 'has' : 'have'} MFA now`,
    `${reminded} reminded`,
    answered === 0 ? null : `${answered} answered`,
    snoozed === 0 ? null : `${snoozed} put it off`,
    away === 0 ? null : `${away} away`,
    stuck === 0 ? null : `${stuck} do not answer`,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
