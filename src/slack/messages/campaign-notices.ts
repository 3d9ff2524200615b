import type { NoticeMessage, WeeklySummary } from '../../domain/message.ts';
import type { SlackMessage } from '../blocks.ts';
import { escapeName } from '../mrkdwn.ts';
import { members, people } from '../texts/counts.ts';
import type { Voice } from '../texts/voice.ts';
import { compose, say } from './compose.ts';

type Notice<Kind extends NoticeMessage['kind']> = Extract<NoticeMessage, { kind: Kind }>;

/** So many names, then a number. */
const NAMED = 10;

/** To owners: the date of a campaign has come. */
export function buildCampaignDeadline(notice: Notice<'campaign_deadline'>): SlackMessage {
  const { enabled, lacking, stuck, away, organizationName } = notice;
  const organization = escapeName(organizationName);
  const done = `The deadline of your campaign in ${organization} has passed. ${enabled === 0 ? 'Nobody' : people(enabled)} of those it asked ${enabled <= 1 ? 'has' : 'have'} MFA on now.`;
  if (lacking === 0) return say(done, 'Nobody whom it asked still lacks MFA. Well done!');
  const awaySentence =
    away === 0
      ? ''
      : ` ${people(away)} ${away === 1 ? 'was' : 'were'} away and ${away === 1 ? 'has' : 'have'} a little longer.`;
  const stuckSentence = stuck === 0 ? '' : ` ${people(stuck)} never answered: a personal word helps most.`;
  return say(
    done,
    `${people(lacking)} still ${lacking === 1 ? 'lacks' : 'lack'} it.${awaySentence}${stuckSentence}`,
    'See who with `/mfa members missing`.',
  );
}

/** To owners: another part of the way is done. */
export function buildMilestone({ percent, enabled, counted, organizationName }: Notice<'milestone'>): SlackMessage {
  const organization = escapeName(organizationName);
  const numbers = `${enabled} of ${members(counted)}`;
  return percent === 100
    ? say(
        `Everybody is there: ${numbers} of ${organization} have MFA on.`,
        'If MFA is not enforced yet, type `/mfa enforce` to keep it that way.',
      )
    : say(
        `${percent} % reached: ${numbers} of ${organization} have MFA on.`,
        'See who is missing with `/mfa members`.',
      );
}

/** To owners, every week. */
export function buildWeeklySummary(notice: Notice<'weekly_summary'>): SlackMessage {
  return compose((voice) => [
    readiness(notice, escapeName(notice.organizationName)),
    ...answers(notice),
    ...stuckNames(notice, voice),
    ...exemptions(notice, voice),
  ]);
}

function readiness({ enabled, counted, before }: WeeklySummary, organization: string): string {
  const now = `The week in ${organization}: ${enabled} of ${members(counted)} have MFA on`;
  if (before === null) return `${now}.`;
  const change = enabled - before.enabled;
  if (change === 0) return `${now}, as many as last week.`;
  return `${now}, ${Math.abs(change)} ${change > 0 ? 'more' : 'fewer'} than last week.`;
}

function answers({ reminded, answered }: WeeklySummary): string[] {
  return reminded === 0 ? [] : [`Your campaigns have reminded ${people(reminded)}; ${answered} of them answered.`];
}

function stuckNames({ stuck, stuckTotal }: WeeklySummary, voice: Voice): string[] {
  if (stuckTotal === 0) return [];
  const names = stuck.slice(0, NAMED).map((person) => voice.who(person));
  const more = stuckTotal - names.length;
  const who = [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return [`${people(stuckTotal)} ${stuckTotal === 1 ? 'does' : 'do'} not answer: ${who}. A personal word helps most.`];
}

function exemptions({ ending }: WeeklySummary, voice: Voice): string[] {
  if (ending.length === 0) return [];
  const shown = ending.slice(0, NAMED).map(({ person, endsAt }) => `${voice.who(person)} (${voice.when(endsAt)})`);
  const more = ending.length - shown.length;
  return [`Exemptions that end soon: ${[...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ')}.`];
}
