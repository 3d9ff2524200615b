import type { SetupGuide } from '../../domain/message.ts';
import { type MailBlock, type MailContent, type MessageOf, paragraph } from '../mail-content.ts';
import { typed } from '../typed.ts';
import { dateInWords, greeting, memberFooter, NAMES_STAY_IN_SLACK, organizationOf, ownerFooter } from '../words.ts';

/** Without the name of the account: who is without MFA stays in Slack. */
function guideAction(guide: SetupGuide): MailBlock {
  return { type: 'action', label: `See the MFA page of ${typed(guide.directoryLabel)}`, url: guide.setupUrl };
}

/** A member pressed *I need help*. */
export function helpRequestedContent(message: MessageOf<'help_requested'>): MailContent {
  const organization = organizationOf(message);
  return {
    subject: `Someone at ${organization} asks you for help with MFA`,
    preheader: 'Muster’s direct message in Slack says who it is.',
    heading: 'Someone asks for your help',
    blocks: [
      paragraph(greeting(message)),
      paragraph(
        `A member of ${organization} wants to turn on MFA and is stuck. They pressed “I need help”, and you are the one to ask.`,
      ),
      paragraph(
        'Names are private and stay in Slack: Muster’s message there says who it is. A short answer is the best help.',
      ),
      ...message.guides.map(guideAction),
    ],
    smallPrint: [],
    footer: `You get this email because you sent the reminder, or because you are an owner of ${organization} in Slack. It was sent by Muster, the bot that looks after MFA there. Replies are not read.`,
  };
}

/** An exemption that the reader sponsors ends soon; its name stays in Slack. */
export function exemptionEndingContent(message: MessageOf<'exemption_ending'>): MailContent {
  const organization = organizationOf(message);
  return {
    subject: `An exemption at ${organization} ends soon`,
    preheader: 'Muster’s direct message in Slack says whose it is.',
    heading: 'An exemption ends soon',
    blocks: [
      paragraph(greeting(message)),
      paragraph(
        `An exemption that you sponsor at ${organization} ends on ${dateInWords(message.endsAt)}. From then on MFA counts for that member again.`,
      ),
      paragraph(NAMES_STAY_IN_SLACK),
    ],
    smallPrint: [],
    footer: memberFooter(message),
  };
}

/** Slack no longer lets Muster in: the one notice that only mail can bring. */
export function slackDisconnectedContent(message: MessageOf<'slack_disconnected'>): MailContent {
  const organization = organizationOf(message);
  return {
    subject: `Muster is disconnected from ${organization} in Slack`,
    preheader: 'Muster sends nothing until it is installed again. Nothing else has changed.',
    heading: 'Muster is disconnected',
    blocks: [
      paragraph(greeting(message)),
      paragraph(`Slack no longer lets Muster into ${organization}: the app was removed, or its access was withdrawn.`),
      paragraph(
        'Muster has stopped sending messages and reading who has MFA. Nothing else has changed, and what it knew is kept.',
      ),
      paragraph('To go on, install Muster in Slack again. It then reads everything anew before it writes to anyone.'),
    ],
    smallPrint: [],
    footer: ownerFooter(message),
  };
}
