import { type MailContent, type MessageOf, paragraph } from '../mail-content.ts';
import { typed } from '../typed.ts';
import { counted, dateInWords, greeting, NAMES_STAY_IN_SLACK, organizationOf, ownerFooter } from '../words.ts';

const MAX_REASON_LENGTH = 500;

/** The MFA of counted members went off while enforcement is on. */
export function violationOpenedContent(message: MessageOf<'violation_opened'>): MailContent {
  const organization = organizationOf(message);
  const who = counted(message.total, 'member', 'members');
  const { onlySms = 0 } = message;
  return {
    subject: `MFA is off for ${who} of ${organization}`,
    preheader: 'Muster has told them how to turn it on. There is nothing that you must do now.',
    heading: `MFA is off for ${who}`,
    blocks: [
      paragraph(greeting(message)),
      paragraph(
        `The last check found MFA off for ${who} of ${organization}. Muster has told them how to turn it on; there is time until ${dateInWords(message.graceEndsAt)}.`,
      ),
      paragraph(
        onlySms === 0
          ? 'Often it is only a new phone. A friendly word helps more than a warning.'
          : `${onlySms === message.total ? 'They have' : counted(onlySms, 'of them has', 'of them have')} text messages only, which do not count as MFA by your settings.`,
      ),
      paragraph(NAMES_STAY_IN_SLACK),
    ],
    smallPrint: [],
    footer: ownerFooter(message),
  };
}

/** The grace period of some members is over; told daily. */
export function violationsOverdueContent(message: MessageOf<'violations_overdue'>): MailContent {
  const organization = organizationOf(message);
  const who = counted(message.total, 'member', 'members');
  return {
    subject: `${who} of ${organization} still without MFA`,
    preheader: 'Their grace period is over. A personal word from you may help.',
    heading: `${who} still without MFA`,
    blocks: [
      paragraph(greeting(message)),
      paragraph(
        `The grace period of ${who} of ${organization} is over, and MFA is still off for them. Muster has reminded them; a personal word from you may help.`,
      ),
      paragraph(NAMES_STAY_IN_SLACK),
    ],
    smallPrint: [],
    footer: ownerFooter(message),
  };
}

/** A directory no longer says who has MFA. */
export function statusUnknownContent(message: MessageOf<'status_unknown'>): MailContent {
  const directory = typed(message.directoryLabel);
  const share = `${message.unknown} of ${counted(message.counted, 'counted member', 'counted members')}`;
  return {
    subject: `MFA is unknown for ${share} of ${organizationOf(message)}`,
    preheader: 'Unknown is not off: nobody is reminded, and the grace periods stand still.',
    heading: `MFA is unknown for ${share}`,
    blocks: [
      paragraph(greeting(message)),
      paragraph(`${directory} did not tell Muster whether these people have MFA.`),
      paragraph(
        'Unknown is not off: nobody is reminded because of it, and the grace periods stand still until the status is known again.',
      ),
      paragraph(`Please ask the person who runs Muster to check that it may still read MFA in ${directory}.`),
    ],
    smallPrint: [],
    footer: ownerFooter(message),
  };
}

/** A reading looks too different to be believed without asking. */
export function readingHeldContent(message: MessageOf<'reading_held'>): MailContent {
  const directory = typed(message.directoryLabel);
  return {
    subject: `A reading of ${directory} is held at ${organizationOf(message)}`,
    preheader: 'It looks very different from the one before, so Muster has not used it.',
    heading: 'A reading is held',
    blocks: [
      paragraph(greeting(message)),
      paragraph(
        `The last reading of ${directory} looks very different from the one before, so Muster has not used it.`,
      ),
      { type: 'facts', facts: [{ label: 'Why', value: typed(message.reason, MAX_REASON_LENGTH) }] },
      paragraph(
        'Nothing has changed: the reading before it still counts until someone with the permission “manage” agrees to the new one.',
      ),
    ],
    smallPrint: [],
    footer: ownerFooter(message),
  };
}
