import { type MailBlock, type MailContent, type MessageOf, paragraph } from '../mail-content.ts';
import { counted, greeting, NAMES_STAY_IN_SLACK, organizationOf, ownerFooter } from '../words.ts';

function share(enabled: number, all: number): string {
  return `${enabled.toLocaleString('en-GB')} of ${counted(all, 'counted member', 'counted members')}`;
}

/** The date of a campaign has come. */
export function campaignDeadlineContent(message: MessageOf<'campaign_deadline'>): MailContent {
  const { enabled, lacking, stuck, away } = message;
  const organization = organizationOf(message);
  const facts = [
    { label: 'With MFA now', value: `${enabled}` },
    { label: 'Still without', value: `${lacking}` },
    { label: 'Of these never answered', value: `${stuck}` },
    { label: 'Of these away, with more time', value: `${away}` },
  ];
  return {
    subject: `The deadline for MFA at ${organization} has passed`,
    preheader:
      lacking === 0 ? 'Nobody who was asked still lacks MFA.' : `${lacking} of those who were asked still lack it.`,
    heading: 'The deadline has passed',
    blocks: [
      paragraph(greeting(message)),
      paragraph(`The deadline of your campaign for MFA at ${organization} has passed. Of those whom it asked:`),
      { type: 'facts', facts },
      ...(lacking === 0 ? [] : [paragraph(NAMES_STAY_IN_SLACK)]),
    ],
    smallPrint: [],
    footer: ownerFooter(message),
  };
}

/** Another part of the way is done. */
export function milestoneContent(message: MessageOf<'milestone'>): MailContent {
  const organization = organizationOf(message);
  const isAll = message.percent === 100;
  const heading = isAll ? 'Everybody has MFA' : `${message.percent} % have MFA`;
  const next = isAll
    ? 'If MFA is not enforced yet, “/mfa enforce” in Slack keeps it that way.'
    : '“/mfa members” in Slack says who is still missing.';
  return {
    subject: `${heading} at ${organization}`,
    preheader: next,
    heading,
    blocks: [
      paragraph(greeting(message)),
      paragraph(`${share(message.enabled, message.counted)} of ${organization} have MFA on.`),
      paragraph(next),
    ],
    smallPrint: [],
    footer: ownerFooter(message),
  };
}

function weekFacts(message: MessageOf<'weekly_summary'>): MailBlock {
  const { enabled, before, reminded, answered, stuckTotal, ending } = message;
  const change = before === null ? null : enabled - before.enabled;
  return {
    type: 'facts',
    facts: [
      { label: 'With MFA', value: share(enabled, message.counted) },
      ...(change === null ? [] : [{ label: 'Change since last week', value: change > 0 ? `+${change}` : `${change}` }]),
      { label: 'Reminded by your campaigns', value: `${reminded}` },
      { label: 'Of these answered', value: `${answered}` },
      { label: 'Do not answer', value: `${stuckTotal}` },
      { label: 'Exemptions that end soon', value: `${ending.length}` },
    ],
  };
}

/** The week in numbers: names stay in Slack. */
export function weeklySummaryContent(message: MessageOf<'weekly_summary'>): MailContent {
  const organization = organizationOf(message);
  return {
    subject: `MFA at ${organization}: ${share(message.enabled, message.counted)}`,
    preheader: 'The week in numbers.',
    heading: 'The week in numbers',
    blocks: [paragraph(greeting(message)), weekFacts(message), paragraph(NAMES_STAY_IN_SLACK)],
    smallPrint: ['“/mfa settings” in Slack turns this weekly email off.'],
    footer: ownerFooter(message),
  };
}
