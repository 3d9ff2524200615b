import { LONGEST_MESSAGE } from '../../domain/campaign-draft.ts';
import { guideLabel, type ReminderReason, type SetupGuide } from '../../domain/message.ts';
import { type MailBlock, type MailContent, type MessageOf, paragraph } from '../mail-content.ts';
import { typed } from '../typed.ts';
import { accountsOf, dateInWords, greeting, memberFooter, nameOf, organizationOf } from '../words.ts';

type Reminder = MessageOf<'reminder'>;

const WHY = 'MFA adds a second step to signing in, so that a stolen password alone opens nothing.';

const ONLY_SMS =
  'You have MFA by text message already. Text messages can be intercepted, so they alone do not count here: please add an authenticator app or a security key.';

interface Opening {
  subject: string;
  heading: string;
  request: string;
}

function asked(reminder: Reminder, organization: string): string {
  return `${reminder.requestedBy ? nameOf(reminder.requestedBy) : organization} asks you to turn on multifactor authentication (MFA) for ${accountsOf(reminder.guides)}${reminder.requestedBy ? ` at ${organization}` : ''}. ${WHY}`;
}

const OPENINGS: Record<ReminderReason, (reminder: Reminder, organization: string) => Opening> = {
  manual: (reminder, organization) => ({
    subject: `Please turn on MFA for ${organization}`,
    heading: 'Please turn on MFA',
    request: asked(reminder, organization),
  }),
  campaign: (reminder, organization) => ({
    subject: `Please turn on MFA for ${organization}`,
    heading: 'Please turn on MFA',
    request: asked(reminder, organization),
  }),
  violation: (reminder, organization) => ({
    subject: `MFA is off for ${accountsOf(reminder.guides)} at ${organization}`,
    heading: 'Please turn on MFA',
    request: `${organization} requires multifactor authentication (MFA), and the last check found it off for ${accountsOf(reminder.guides)}. That can happen, for example with a new phone.`,
  }),
  scheduled: (reminder, organization) => ({
    subject: `MFA becomes mandatory at ${organization}`,
    heading: 'MFA becomes mandatory',
    request: `${reminder.deadline === null ? 'Soon' : `From ${dateInWords(reminder.deadline)} on`}, ${organization} requires multifactor authentication (MFA) of every member, and it is off for ${accountsOf(reminder.guides)} at the moment. ${WHY}`,
  }),
  required: (reminder, organization) => ({
    subject: `MFA is mandatory at ${organization} now`,
    heading: 'Please turn on MFA',
    request: `${organization} now requires multifactor authentication (MFA) of every member, and it is off for ${accountsOf(reminder.guides)} at the moment. ${WHY}`,
  }),
  welcome: (reminder, organization) => ({
    subject: `Welcome to ${organization}: one step to go`,
    heading: `Welcome to ${organization}`,
    request: `There is one step to go: ${organization} asks everyone to turn on multifactor authentication (MFA), and ${accountsOf(reminder.guides)} ${reminder.guides.length === 1 ? 'does' : 'do'} not have it yet. ${WHY} The moment it is on, you are in; nobody has to approve it.`,
  }),
};

function guideAction(guide: SetupGuide): MailBlock {
  return { type: 'action', label: `Turn on MFA in ${typed(guideLabel(guide))}`, url: guide.setupUrl };
}

/** Muster's own words come first, so that nobody mistakes what a person wrote for them. */
function ownWords({ campaign }: Reminder): MailBlock[] {
  if (campaign == null) return [];
  const { message, movedDays } = campaign;
  return [
    ...(message === null ? [] : [paragraph(`Their message: “${typed(message, LONGEST_MESSAGE)}”`)]),
    ...(movedDays === 0
      ? []
      : [paragraph(`You were away, so you have ${movedDays === 1 ? '1 day' : `${movedDays} days`} more.`)]),
  ];
}

function untilWhen(deadline: Date | null): MailBlock {
  const how = 'It takes a few minutes; have your phone at hand.';
  return paragraph(deadline === null ? how : `Please do this by ${dateInWords(deadline)}. ${how}`);
}

function lockedHint({ locked = [] }: Reminder): MailBlock[] {
  if (locked.length === 0) return [];
  const accounts = accountsOf(locked);
  const sentence = `${accounts.charAt(0).toUpperCase()}${accounts.slice(1)} ${locked.length === 1 ? 'is' : 'are'} locked, because the time to turn MFA on is over.`;
  return [paragraph(`${sentence} Please ask an owner of your Slack workspace to let you in for a while.`)];
}

/** Asks one member to turn MFA on: who asks, why, how, until when, and how to close it. */
export function reminderContent(reminder: Reminder): MailContent {
  const organization = organizationOf(reminder);
  const opening = OPENINGS[reminder.reason](reminder, organization);
  return {
    subject: opening.subject,
    preheader: 'It takes a few minutes. Then press “Check me again” in Slack, and you are done.',
    heading: opening.heading,
    blocks: [
      paragraph(greeting(reminder)),
      paragraph(opening.request),
      ...ownWords(reminder),
      ...(reminder.onlySms === true ? [paragraph(ONLY_SMS)] : []),
      untilWhen(reminder.deadline),
      ...lockedHint(reminder),
      ...reminder.guides.map(guideAction),
      paragraph('When it is on, press “Check me again” in Muster’s message in Slack, and this reminder is closed.'),
      paragraph('Stuck, or no phone? Press “I need help” there, and a person answers.'),
    ],
    smallPrint: [],
    footer: memberFooter(reminder),
  };
}
