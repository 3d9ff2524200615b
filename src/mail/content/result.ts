import type { EnforceOutcome } from '../../domain/message.ts';
import { type MailBlock, type MailContent, type MessageOf, paragraph } from '../mail-content.ts';
import { typed } from '../typed.ts';
import { counted, dateInWords, greeting, NAMES_STAY_IN_SLACK, organizationOf, requesterFooter } from '../words.ts';

type Refused = Extract<EnforceOutcome, { type: 'refused' }>;

const MAX_SENTENCE_LENGTH = 500;

function refusalBlocks(outcome: Refused): MailBlock[] {
  const { tally, missingTotal } = outcome;
  const numbers = tally && [
    { label: 'With MFA', value: `${tally.enabled} of ${counted(tally.counted, 'counted member', 'counted members')}` },
    { label: 'Missing', value: `${tally.disabled}` },
    { label: 'Unknown', value: `${tally.unknown}` },
  ];
  return [
    paragraph(typed(outcome.sentence, MAX_SENTENCE_LENGTH)),
    ...(numbers ? [{ type: 'facts' as const, facts: numbers }] : []),
    paragraph('Nothing has changed.'),
    ...(missingTotal > 0 ? [paragraph(NAMES_STAY_IN_SLACK)] : []),
  ];
}

/** The answer to a request to enforce, for the person who asked. */
export function enforceResultContent(message: MessageOf<'enforce_result'>): MailContent {
  const organization = organizationOf(message);
  const { outcome } = message;
  const asked = `You asked for MFA to be enforced at ${organization}. Here is the answer, as of ${dateInWords(message.at)}.`;
  const common = { smallPrint: [], footer: requesterFooter(message) };
  if (outcome.type === 'refused') {
    return {
      ...common,
      subject: `MFA enforcement was not turned on at ${organization}`,
      preheader: typed(outcome.sentence, MAX_SENTENCE_LENGTH),
      heading: 'MFA enforcement was not turned on',
      blocks: [paragraph(greeting(message)), paragraph(asked), ...refusalBlocks(outcome)],
    };
  }
  const everyone = `All ${counted(outcome.tally.counted, 'counted member has', 'counted members have')} MFA, so it is mandatory from now on.`;
  return {
    ...common,
    subject: `MFA enforcement is on at ${organization}`,
    preheader: everyone,
    heading: 'MFA enforcement is on',
    blocks: [paragraph(greeting(message)), paragraph(asked), paragraph(everyone)],
  };
}

/** The sum of a round of reminders, for the person who sent it. */
export function roundFinishedContent(message: MessageOf<'round_finished'>): MailContent {
  const organization = organizationOf(message);
  const failed = message.total - message.sent - message.skipped;
  const sum = `${counted(message.sent, 'reminder has', 'reminders have')} gone out.`;
  return {
    subject: `Your MFA reminders for ${organization} are sent`,
    preheader: sum,
    heading: 'Your reminders are sent',
    blocks: [
      paragraph(greeting(message)),
      paragraph(sum),
      ...(message.skipped > 0
        ? [
            paragraph(
              `${counted(message.skipped, 'person was', 'people were')} left out, because they needed no reminder.`,
            ),
          ]
        : []),
      ...(failed > 0 ? [paragraph(`${counted(failed, 'reminder', 'reminders')} could not be delivered.`)] : []),
      paragraph('Muster tells you in Slack who still needs one: “/mfa members missing”.'),
    ],
    smallPrint: [],
    footer: requesterFooter(message),
  };
}
