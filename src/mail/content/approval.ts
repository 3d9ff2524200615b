import type { ApprovalState, ApprovedAct } from '../../domain/approval.ts';
import { type MailContent, type MessageOf, paragraph } from '../mail-content.ts';
import { typed } from '../typed.ts';
import { counted, dateInWords, greeting, nameOf, organizationOf, requesterFooter } from '../words.ts';

const HOUR_MS = 60 * 60_000;
const MAX_REASON_LENGTH = 500;

function actWords(act: ApprovedAct): string {
  switch (act.type) {
    case 'stop':
      return act.forMs === null
        ? 'stop enforcing MFA'
        : `stop enforcing MFA for ${counted(Math.round(act.forMs / HOUR_MS), 'hour', 'hours')}`;
    case 'exempt':
      return 'exempt one more member, so that more than a fifth are exempt';
    case 'longer_grace':
      return `make the grace period longer (${counted(act.graceDays, 'day', 'days')})`;
    case 'no_locking':
      return 'turn locking off';
    case 'one_person':
      return 'let one person alone do what weakens MFA';
  }
}

const ENDS: Record<ApprovalState, string> = {
  open: 'It still waits for an answer.',
  approved: 'It was approved, so it is done.',
  declined: 'It was declined, so nothing was changed.',
  withdrawn: 'It was taken back, so nothing was changed.',
  lapsed: 'Nobody answered within 24 hours, so it has lapsed and nothing was changed.',
  took_effect: 'Nobody declined it within 24 hours, so it is done.',
  void: 'Something else was changed meanwhile, so it is void and nothing was done.',
};

const ENDED: Record<ApprovalState, string> = {
  open: 'waits for a second person',
  approved: 'was approved',
  declined: 'was declined',
  withdrawn: 'was taken back',
  lapsed: 'has lapsed',
  took_effect: 'has taken effect',
  void: 'is void',
};

/** To whoever can agree, and to who asked: the answer is given in Slack. */
export function approvalRequestedContent(message: MessageOf<'approval_requested'>): MailContent {
  const organization = organizationOf(message);
  const { by, act, reason, announced, endsAt, recipient } = message;
  const isOwn = by.memberId === recipient.memberId;
  const what = `${isOwn ? 'You asked' : `${nameOf(by)} wants`} to ${actWords(act)} at ${organization}.`;
  const how = announced
    ? `Nobody else can agree, so every owner is told. It takes effect on ${dateInWords(endsAt)}, unless somebody declines.`
    : `A second person has to agree by ${dateInWords(endsAt)}; else it lapses.`;
  return {
    subject: isOwn
      ? `Your request at ${organization} waits for a second person`
      : `A second person is asked for at ${organization}`,
    preheader: what,
    heading: isOwn ? 'Your request waits for a second person' : 'A second person is asked for',
    blocks: [
      paragraph(greeting(message)),
      paragraph(`${what} ${how}`),
      ...(reason === null
        ? []
        : [{ type: 'facts' as const, facts: [{ label: 'Why', value: typed(reason, MAX_REASON_LENGTH) }] }]),
      paragraph(
        isOwn
          ? 'Muster’s direct message in Slack has the button “Take it back”.'
          : 'Muster’s direct message in Slack has the buttons “Approve” and “Decline”.',
      ),
    ],
    smallPrint: [],
    footer: `You get this email because you may enforce MFA at ${organization} in Slack. It was sent by Muster, the bot that looks after MFA there. Replies are not read.`,
  };
}

/** To who asked. */
export function approvalEndedContent(message: MessageOf<'approval_ended'>): MailContent {
  const end = ENDS[message.state];
  return {
    subject: `Your request at ${organizationOf(message)} ${ENDED[message.state]}`,
    preheader: end,
    heading: `Your request ${ENDED[message.state]}`,
    blocks: [paragraph(greeting(message)), paragraph(`You asked to ${actWords(message.act)}. ${end}`)],
    smallPrint: [],
    footer: requesterFooter(message),
  };
}
