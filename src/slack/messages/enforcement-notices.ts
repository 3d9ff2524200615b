import type { AuditHead, NoticeMessage } from '../../domain/message.ts';
import type { MusterBlock, SlackMessage } from '../blocks.ts';
import { escapeName, escapeText, quote } from '../mrkdwn.ts';
import { readinessSentence } from '../texts/readiness.ts';
import { doer } from '../texts/voice.ts';
import { compose, smallPrint } from './compose.ts';

type Notice<Kind extends NoticeMessage['kind']> = Extract<NoticeMessage, { kind: Kind }>;

const REASON_SHOWN = 500;

/** To owners: MFA is mandatory from now on. */
export function buildEnforcementOn(notice: Notice<'enforcement_on'>): SlackMessage {
  return compose(
    (voice) => [
      `MFA enforcement is on in ${escapeName(notice.organizationName)} since ${voice.when(notice.at)}. ${doer(notice.by, voice)} turned it on.`,
      `${readinessSentence(notice.tally)} From now on MFA is mandatory for every member; Muster tells you when somebody's MFA goes off.`,
    ],
    [auditLine(notice.head)],
  );
}

/** To owners: members are no longer required to have MFA; by whom, when, why. */
export function buildEnforcementStopped(notice: Notice<'enforcement_stopped'>): SlackMessage {
  return compose(
    (voice) => [
      `MFA is no longer enforced in ${escapeName(notice.organizationName)}. ${doer(notice.by, voice)} stopped it (${voice.when(notice.at)}). Members are no longer required to have MFA.`,
      notice.reason === null ? 'No reason was given.' : `The reason given:\n${quote(notice.reason, REASON_SHOWN)}`,
      'If this was not meant to be, type `/mfa enforce` to turn it on again.',
    ],
    [auditLine(notice.head)],
  );
}

/** With the end of the audit chain, so that a chain rewritten later is seen. */
function auditLine(head: AuditHead): MusterBlock {
  return smallPrint(`Audit trail at event ${head.sequence}: \`${escapeText(head.hash)}\``);
}
