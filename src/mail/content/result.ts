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

/** Nothing went out, and why: for the person who pressed *Send*. */
export function roundFailedContent(message: MessageOf<'round_failed'>): MailContent {
  const sentence = typed(message.sentence, MAX_SENTENCE_LENGTH);
  return {
    subject: `MFA reminders were not sent at ${organizationOf(message)}`,
    preheader: sentence,
    heading: 'The reminders were not sent',
    blocks: [paragraph(greeting(message)), paragraph(sentence), paragraph('Please try again when that is mended.')],
    smallPrint: [],
    footer: requesterFooter(message),
  };
}

function leftOut({ skipped, failed }: MessageOf<'round_finished'>): MailBlock[] {
  const sentences = [];
  if (skipped > 0) {
    const who = counted(skipped, 'person was', 'people were');
    sentences.push(`${who} left out: reminded within the last hour, or no longer in need of it.`);
  }
  if (failed > 0) sentences.push(`${counted(failed, 'reminder', 'reminders')} could not be delivered.`);
  return sentences.map(paragraph);
}

/** The sum of a round of reminders, for the person who sent it. */
export function roundFinishedContent(message: MessageOf<'round_finished'>): MailContent {
  const organization = organizationOf(message);
  const sum = `${message.sent} of ${counted(message.total, 'reminder', 'reminders')}`;
  return {
    subject: `MFA at ${organization}: ${sum} sent`,
    preheader: '“/mfa members missing” in Slack says who still needs one.',
    heading: `${sum} sent`,
    blocks: [
      paragraph(greeting(message)),
      paragraph(`Your round of MFA reminders is finished: ${sum} went out.`),
      ...leftOut(message),
      paragraph('“/mfa members missing” in Slack says who still has to turn MFA on.'),
    ],
    smallPrint: [],
    footer: requesterFooter(message),
  };
}
