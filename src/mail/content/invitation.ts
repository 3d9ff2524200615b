import { guideLabel, type SetupGuide } from '../../domain/message.ts';
import { type MailBlock, type MailContent, type MessageOf, paragraph } from '../mail-content.ts';
import { typed } from '../typed.ts';
import { accountsOf, dateInWords, labelsInWords, organizationOf } from '../words.ts';

type Invitation = MessageOf<'invitation'>;

function guideAction(guide: SetupGuide): MailBlock {
  return { type: 'action', label: `Turn on MFA in ${typed(guideLabel(guide))}`, url: guide.setupUrl };
}

function why({ enforced }: Invitation, organization: string): string {
  const rule = enforced
    ? `Everyone at ${organization} has multifactor authentication (MFA), and you need it to be let in.`
    : `Everyone at ${organization} is asked to have multifactor authentication (MFA).`;
  return `${rule} It adds a second step to signing in, so that a stolen password alone opens nothing.`;
}

function firstStep({ invitedTo }: Invitation, organization: string): string {
  if (invitedTo.length === 0) return `First, sign in with the account that ${organization} gives you.`;
  const one = invitedTo.length === 1;
  return `First, look for ${one ? 'another email' : 'the emails'} from ${labelsInWords(invitedTo)}: ${one ? 'it brings' : 'they bring'} you your ${one ? 'account' : 'accounts'}. If there is none, you may have an account there already.`;
}

/** To somebody who is not a member yet: what this is, the two steps, and that nobody has to do anything. */
export function invitationContent(invitation: Invitation): MailContent {
  const organization = organizationOf(invitation);
  return {
    subject: `You are invited to ${organization}: set up MFA to get in`,
    preheader: 'Two steps and a few minutes. Then you are in; nobody has to approve it.',
    heading: `You are invited to ${organization}`,
    blocks: [
      paragraph('Hello,'),
      paragraph(why(invitation, organization)),
      paragraph(firstStep(invitation, organization)),
      paragraph(`Then turn on MFA for ${accountsOf(invitation.guides)}. Have your phone at hand.`),
      ...invitation.guides.map(guideAction),
      paragraph('That is all. Muster sees by itself when MFA is on, and you are in; nobody has to approve it.'),
      paragraph(`This invitation ends on ${dateInWords(invitation.expiresAt)}.`),
    ],
    smallPrint: ['You did not expect this? Then do nothing, and nothing happens.'],
    footer: `You get this email because somebody at ${organization} typed your address into Muster, the bot that looks after MFA there. Replies are not read.`,
  };
}
