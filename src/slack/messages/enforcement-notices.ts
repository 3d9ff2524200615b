import type { AuditHead, NoticeMessage } from '../../domain/message.ts';
import type { MusterBlock, SlackMessage } from '../blocks.ts';
import { escapeName, escapeText, quote } from '../mrkdwn.ts';
import { people } from '../texts/counts.ts';
import { readinessSentence } from '../texts/readiness.ts';
import { doer, type Voice } from '../texts/voice.ts';
import { compose, smallPrint } from './compose.ts';

type Notice<Kind extends NoticeMessage['kind']> = Extract<NoticeMessage, { kind: Kind }>;

const REASON_SHOWN = 500;

/** To owners: MFA is mandatory from now on. */
export function buildEnforcementOn(notice: Notice<'enforcement_on'>): SlackMessage {
  return compose(
    (voice) => [
      `MFA enforcement is on in ${escapeName(notice.organizationName)} since ${voice.when(notice.at)}. ${turnedOn(notice, voice)}`,
      `${readinessSentence(notice.tally)} From now on MFA is mandatory for every member; Muster tells you when somebody's MFA goes off.`,
      ...whoLacksIt(notice, voice),
    ],
    [auditLine(notice.head)],
  );
}

function turnedOn({ how, by }: Notice<'enforcement_on'>, voice: Voice): string {
  const who = doer(by, voice);
  switch (how) {
    case 'asked':
      return `${who} turned it on.`;
    case 'when_ready':
      return `Everyone was ready, so it turned on by itself, as ${who} had set it.`;
    case 'by_date':
      return `The date that ${who} had set has come, so it turned on by itself.`;
    case 'pause_over':
      return `The pause that ${who} had set is over, so it came back by itself.`;
  }
}

function whoLacksIt({ tally, graceEndsAt }: Notice<'enforcement_on'>, voice: Voice): string[] {
  if (graceEndsAt === null || tally.disabled === 0) return [];
  return [
    `MFA is still off for ${people(tally.disabled)}. Muster asks ${tally.disabled === 1 ? 'them' : 'each of them'} to turn it on by ${voice.when(graceEndsAt)}; \`/mfa members missing\` shows who.`,
  ];
}

/** To owners: members are no longer required to have MFA; by whom, when, why. */
export function buildEnforcementStopped(notice: Notice<'enforcement_stopped'>): SlackMessage {
  return compose(
    (voice) => [
      `MFA is no longer enforced in ${escapeName(notice.organizationName)}. ${doer(notice.by, voice)} stopped it (${voice.when(notice.at)})${agreed(notice, voice)}. Members are no longer required to have MFA.`,
      ...untilWhen(notice.until, voice),
      notice.reason === null ? 'No reason was given.' : `The reason given:\n${quote(notice.reason, REASON_SHOWN)}`,
      'If this was not meant to be, type `/mfa enforce` to turn it on again.',
    ],
    [auditLine(notice.head)],
  );
}

function agreed({ approvedBy }: Notice<'enforcement_stopped'>, voice: Voice): string {
  return approvedBy === null ? '' : `, and ${voice.who(approvedBy)} agreed`;
}

function untilWhen(until: Date | null, voice: Voice): string[] {
  if (until === null) return [];
  return [
    `It is paused until ${voice.when(until)} and comes back by itself then, with time for everybody to turn MFA on.`,
  ];
}

/** With the end of the audit chain, so that a chain rewritten later is seen. */
function auditLine(head: AuditHead): MusterBlock {
  return smallPrint(`Audit trail at event ${head.sequence}: \`${escapeText(head.hash)}\``);
}
