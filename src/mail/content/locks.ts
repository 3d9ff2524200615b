import { type MailContent, type MessageOf, paragraph } from '../mail-content.ts';
import { typed } from '../typed.ts';
import {
  accountsOf,
  counted,
  greeting,
  memberFooter,
  NAMES_STAY_IN_SLACK,
  organizationOf,
  ownerFooter,
} from '../words.ts';

/** Whom Muster has locked just now. */
export function accountsLockedContent(message: MessageOf<'accounts_locked'>): MailContent {
  const organization = organizationOf(message);
  const who = counted(message.total, 'member', 'members');
  const where = message.directoryLabels.map((label) => typed(label)).join(', ');
  return {
    subject: `Muster has locked ${who} of ${organization}`,
    preheader: 'Their MFA was off, and the time that they were given is over.',
    heading: `${who} locked`,
    blocks: [
      paragraph(greeting(message)),
      paragraph(
        `Muster has locked ${who} of ${organization} in ${where}: their MFA was off, and the time that they were given is over. They know it, and may ask you to let them in for a while to set MFA up.`,
      ),
      paragraph(NAMES_STAY_IN_SLACK),
    ],
    smallPrint: [],
    footer: ownerFooter(message),
  };
}

/** More than Muster locks in a day without asking. */
export function locksWaitingContent(message: MessageOf<'locks_waiting'>): MailContent {
  const organization = organizationOf(message);
  const who = counted(message.total, 'lock waits', 'locks wait');
  return {
    subject: `${who} for your consent at ${organization}`,
    preheader: 'That is more than Muster locks in a day by itself. Nothing happens until you agree.',
    heading: `${who} for your consent`,
    blocks: [
      paragraph(greeting(message)),
      paragraph(
        `The time of many people at ${organization} is over at once. That is more than Muster locks in a day by itself, so nobody more is locked until somebody with the permission “manage” agrees, in Muster’s message in Slack.`,
      ),
      paragraph('If that looks wrong, for example because the directory shows something strange, do nothing.'),
      paragraph(NAMES_STAY_IN_SLACK),
    ],
    smallPrint: [],
    footer: `You get this email because you have the permission “manage” in Muster at ${organization}. Replies are not read.`,
  };
}

/** Somebody is kept out although nothing asks for it any more. */
export function unlockFailedContent(message: MessageOf<'unlock_failed'>): MailContent {
  const organization = organizationOf(message);
  const where = typed(message.directoryLabel);
  return {
    subject: `Muster could not unlock an account at ${organization}`,
    preheader: 'It tries again until it works.',
    heading: 'An account is still locked',
    blocks: [
      paragraph(greeting(message)),
      paragraph(
        `Muster tried to unlock an account of ${organization} in ${where}, and it did not work. It tries again until it does. If somebody needs to get in at once, unlock them in ${where} yourself.`,
      ),
      paragraph(NAMES_STAY_IN_SLACK),
    ],
    smallPrint: [],
    footer: ownerFooter(message),
  };
}

/** To who was locked: what, why, and whom to ask. */
export function accountLockedContent(message: MessageOf<'account_locked'>): MailContent {
  const organization = organizationOf(message);
  const accounts = accountsOf(message.guides);
  const are = message.guides.length === 1 ? 'is' : 'are';
  return {
    subject: `Your access to ${organization} is locked until MFA is on`,
    preheader: 'Ask an owner to let you in for a while, so that you can turn MFA on.',
    heading: 'Your access is locked',
    blocks: [
      paragraph(greeting(message)),
      paragraph(
        `${organization} requires multifactor authentication (MFA). It is still off for ${accounts}, and the time to turn it on is over, so ${accounts} ${are} locked.`,
      ),
      paragraph(
        'Please ask an owner of your Slack workspace: they can let you in for a while, so that you can turn MFA on. The moment Muster sees it, everything is unlocked by itself.',
      ),
    ],
    smallPrint: [],
    footer: memberFooter(message),
  };
}

/** To who was locked: it is over. */
export function accountUnlockedContent(message: MessageOf<'account_unlocked'>): MailContent {
  const organization = organizationOf(message);
  const sentence = `Your ${typed(message.directoryLabel)} account at ${organization} is unlocked: you can sign in again.`;
  return {
    subject: `Your access to ${organization} is unlocked`,
    preheader: sentence,
    heading: 'Your access is unlocked',
    blocks: [paragraph(greeting(message)), paragraph(sentence)],
    smallPrint: [],
    footer: memberFooter(message),
  };
}
