import type { WaitingStanding } from '../../domain/message.ts';
import type { Wait } from '../../domain/turning-on.ts';
import { type MailContent, type MessageOf, paragraph } from '../mail-content.ts';
import { counted, dateInWords, doerName, greeting, organizationOf, ownerFooter } from '../words.ts';

type Arming = MessageOf<'enforcement_armed' | 'enforcement_disarmed' | 'enforcement_waits' | 'enforcement_lapsed'>;

function content(message: Arming, heading: string, sentences: readonly [string, ...string[]]): MailContent {
  return {
    subject: `${heading} at ${organizationOf(message)}`,
    preheader: sentences[0],
    heading,
    blocks: [paragraph(greeting(message)), ...sentences.map(paragraph)],
    smallPrint: [],
    footer: ownerFooter(message),
  };
}

/** Told to owners when enforcement is let turn on by itself. */
export function enforcementArmedContent(message: MessageOf<'enforcement_armed'>): MailContent {
  const { until, tally } = message;
  const who = doerName(message.by);
  const organization = organizationOf(message);
  const ready = `${tally.enabled} of ${counted(tally.counted, 'counted member has', 'counted members have')} MFA at the moment.`;
  if (until === null) {
    return content(message, 'MFA enforcement is armed', [
      `It turns on at ${organization} by itself as soon as a reading finds everyone ready. Set by ${who}.`,
      ready,
      'If you did not expect this, open “/mfa status” in Slack and press “Disarm”.',
    ]);
  }
  return content(message, 'MFA enforcement has a date', [
    `It turns on at ${organization} by itself on ${dateInWords(until)}, whoever is missing. Set by ${who}.`,
    `${ready} Everybody who lacks MFA gets a notice a week and a day before, and has time to turn it on afterwards.`,
    'If you did not expect this, open “/mfa status” in Slack and press “Cancel the date”.',
  ]);
}

/** Told to owners when that was taken back. */
export function enforcementDisarmedContent(message: MessageOf<'enforcement_disarmed'>): MailContent {
  const heading = message.was === 'armed' ? 'MFA enforcement is disarmed' : 'The date of MFA enforcement is cancelled';
  return content(message, heading, [
    `MFA enforcement does not turn on by itself any more. Taken back by ${doerName(message.by)}.`,
    'If you did not expect this, ask who took it back. “/mfa enforce” in Slack sets it anew.',
  ]);
}

const OCCASIONS: Record<WaitingStanding, string> = {
  armed: 'Everyone is ready',
  scheduled: 'The date has come',
  paused: 'The pause is over',
};

const WAITS: Record<Wait, string> = {
  reading: 'there was no complete reading since. MFA enforcement turns on with the next one.',
  nobody_counted:
    'nobody is counted: no active member has an account in the directory. MFA enforcement turns on with the first reading that finds somebody.',
  exemptions:
    'more people are exempt than were confirmed, more than a fifth of the active members. So MFA enforcement stays off; “/mfa enforce” in Slack asks to confirm the number.',
  role_unreadable:
    'Slack does not tell the role of the person who set it. Muster asks again and again, and turns MFA enforcement on when it does.',
};

/** Told to owners when its time has come and something is missing. */
export function enforcementWaitsContent(message: MessageOf<'enforcement_waits'>): MailContent {
  return content(message, 'MFA enforcement has not turned on yet', [
    `${OCCASIONS[message.was]}, but ${WAITS[message.reason]}`,
    '“/mfa status” in Slack says what is missing.',
  ]);
}

/** Told to owners when whoever set it may no longer enforce. */
export function enforcementLapsedContent(message: MessageOf<'enforcement_lapsed'>): MailContent {
  return content(message, 'MFA enforcement did not turn on', [
    `${OCCASIONS[message.was]}, but it stays off: it was set by ${doerName(message.by)}, who no longer has the permission “enforce”.`,
    'If it should be on, type “/mfa enforce” in Slack.',
  ]);
}
