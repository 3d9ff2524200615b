import type { TurnedOn } from '../../domain/message.ts';
import { type MailBlock, type MailContent, type MessageOf, paragraph } from '../mail-content.ts';
import { typed } from '../typed.ts';
import {
  auditHeadInWords,
  counted,
  dateInWords,
  doerName,
  greeting,
  nameOf,
  organizationOf,
  ownerFooter,
} from '../words.ts';

const MAX_REASON_LENGTH = 1000;

function whoAndWhen(message: MessageOf<'enforcement_on' | 'enforcement_stopped'>) {
  return [
    { label: 'By', value: doerName(message.by) },
    { label: 'When', value: dateInWords(message.at) },
  ];
}

const TURNED_ON: Record<TurnedOn, (who: string) => string> = {
  asked: (who) => `It was turned on by ${who}.`,
  when_ready: (who) => `Everyone was ready, so it turned on by itself, as set by ${who}.`,
  by_date: (who) => `The date has come that was set by ${who}, so it turned on by itself.`,
  pause_over: (who) => `The pause that was set by ${who} is over, so it came back by itself.`,
};

function whoLacksIt({ tally, graceEndsAt }: MessageOf<'enforcement_on'>): MailBlock[] {
  if (graceEndsAt === null || tally.disabled === 0) return [];
  const who = counted(tally.disabled, 'member', 'members');
  return [
    paragraph(`MFA is still off for ${who}. Muster asks each of them to turn it on by ${dateInWords(graceEndsAt)}.`),
  ];
}

/** Told to owners when MFA becomes mandatory. */
export function enforcementOnContent(message: MessageOf<'enforcement_on'>): MailContent {
  const organization = organizationOf(message);
  const { enabled, counted: all, exempt } = message.tally;
  const facts: MailBlock = {
    type: 'facts',
    facts: [
      ...whoAndWhen(message),
      { label: 'With MFA', value: `${enabled} of ${counted(all, 'counted member', 'counted members')}` },
      ...(exempt === 0 ? [] : [{ label: 'Exempt', value: counted(exempt, 'member', 'members') }]),
    ],
  };
  return {
    subject: `MFA enforcement is on at ${organization}`,
    preheader: `${TURNED_ON[message.how](doerName(message.by))} MFA is mandatory for every member from now on.`,
    heading: 'MFA enforcement is on',
    blocks: [
      paragraph(greeting(message)),
      paragraph(
        `MFA is now mandatory for every member of ${organization}. ${TURNED_ON[message.how](doerName(message.by))}`,
      ),
      facts,
      ...whoLacksIt(message),
      paragraph(
        'Whoever joins without MFA is told at once how to set it up. If someone’s MFA goes off, Muster reminds them and tells you.',
      ),
      paragraph('If you did not expect this, ask who turned it on. “/mfa stop” in Slack turns it off again.'),
    ],
    smallPrint: auditHeadInWords(message.head),
    footer: ownerFooter(message),
  };
}

function agreed({ approvedBy }: MessageOf<'enforcement_stopped'>) {
  return approvedBy === null ? [] : [{ label: 'Agreed', value: nameOf(approvedBy) }];
}

function untilWhen(until: Date | null) {
  return until === null ? [] : [{ label: 'Comes back by itself', value: dateInWords(until) }];
}

/** Told to every owner when enforcement stops: by whom, when, why, and what it means. */
export function enforcementStoppedContent(message: MessageOf<'enforcement_stopped'>): MailContent {
  const organization = organizationOf(message);
  const reason = typed(message.reason ?? '', MAX_REASON_LENGTH) || 'No reason was given.';
  return {
    subject: `MFA is no longer enforced at ${organization}`,
    preheader: `Stopped by ${doerName(message.by)} on ${dateInWords(message.at)}.`,
    heading: 'MFA is no longer enforced',
    blocks: [
      paragraph(greeting(message)),
      paragraph(`The enforcement of MFA at ${organization} was stopped.`),
      {
        type: 'facts',
        facts: [
          ...whoAndWhen(message),
          ...agreed(message),
          ...untilWhen(message.until),
          { label: 'Why', value: reason },
        ],
      },
      paragraph(
        'Members are no longer required to have MFA. Nobody’s MFA was switched off, and people who were waiting for theirs are full members now.',
      ),
      paragraph('If you did not expect this, ask who stopped it. “/mfa enforce” in Slack turns it on again.'),
    ],
    smallPrint: auditHeadInWords(message.head),
    footer: ownerFooter(message),
  };
}
