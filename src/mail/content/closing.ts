import { type MailContent, type MessageOf, paragraph } from '../mail-content.ts';
import { greeting, memberFooter, organizationOf } from '../words.ts';

type Closed = MessageOf<'reminder_closed'>;

interface Closing {
  subject: string;
  heading: string;
  sentence: string;
}

const CLOSINGS: Record<Closed['outcome'], (organization: string) => Closing> = {
  enabled: (organization) => ({
    subject: `Thank you: your MFA for ${organization} is on`,
    heading: 'Thank you, MFA is on',
    sentence: `Your accounts at ${organization} have MFA now. There is nothing left to do.`,
  }),
  admitted: (organization) => ({
    subject: `You are in: your MFA for ${organization} is on`,
    heading: 'You are in',
    sentence: `Your MFA is on, and you are a full member of ${organization} now. There is nothing left to do.`,
  }),
  no_longer_required: (organization) => ({
    subject: `Nothing left to do about MFA for ${organization}`,
    heading: 'Nothing left to do',
    sentence: `${organization} no longer asks you to turn on MFA, so the reminder is closed.`,
  }),
};

/** There is nothing left to ask this member for. */
export function reminderClosedContent(message: Closed): MailContent {
  const { subject, heading, sentence } = CLOSINGS[message.outcome](organizationOf(message));
  return {
    subject,
    preheader: sentence,
    heading,
    blocks: [paragraph(greeting(message)), paragraph(sentence)],
    smallPrint: [],
    footer: memberFooter(message),
  };
}

/** Told to who was pending when enforcement stopped. */
export function notRequiredAnymoreContent(message: MessageOf<'not_required_anymore'>): MailContent {
  const organization = organizationOf(message);
  return {
    subject: `MFA is no longer required at ${organization}`,
    preheader: 'You are a full member now. There is nothing left to do.',
    heading: 'MFA is no longer required',
    blocks: [
      paragraph(greeting(message)),
      paragraph(
        `${organization} no longer requires multifactor authentication (MFA). You are a full member now, and there is nothing left to do.`,
      ),
      paragraph('If you have started to set it up, keep it: your account is safer with it.'),
    ],
    smallPrint: [],
    footer: memberFooter(message),
  };
}
