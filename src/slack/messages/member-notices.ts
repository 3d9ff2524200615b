import type { NoticeMessage } from '../../domain/message.ts';
import { actions, button, confirmation, type SlackMessage } from '../blocks.ts';
import { ACTIONS, BLOCKS } from '../ids.ts';
import { escapeName, escapeText } from '../mrkdwn.ts';
import { people } from '../texts/counts.ts';
import { nameList } from '../texts/voice.ts';
import { compose, say } from './compose.ts';

type Notice<Kind extends NoticeMessage['kind']> = Extract<NoticeMessage, { kind: Kind }>;

/** To owners: MFA went off for somebody while enforcement is on. It happens; nobody is accused. */
export function buildViolationOpened(notice: Notice<'violation_opened'>): SlackMessage {
  const { members, total } = notice;
  return compose((voice) => [
    `MFA is off for ${nameList(members, total, voice)} in ${escapeName(notice.organizationName)}. ${reasonOf(notice)}`,
    `Muster has asked them to turn it on again by ${voice.when(notice.graceEndsAt)}. There is nothing you need to do now.`,
  ]);
}

function reasonOf({ total, onlySms = 0 }: Notice<'violation_opened'>): string {
  if (onlySms === 0) return 'That happens, for example with a new phone.';
  if (onlySms < total)
    return `${people(onlySms)} of them ${onlySms === 1 ? 'has' : 'have'} text messages only, which do not count here.`;
  return `They have text messages only, which do not count here.`;
}

/** To owners, daily: the grace period is over. */
export function buildViolationsOverdue(notice: Notice<'violations_overdue'>): SlackMessage {
  return compose((voice) => [
    `MFA is still off for ${people(notice.total)} in ${escapeName(notice.organizationName)}, and the time that they were given is over: ${nameList(notice.members, notice.total, voice)}.`,
    'A personal word usually helps most. Muster has not locked them, and tells you again tomorrow.',
  ]);
}

/** To owners: not knowing is not the same as not having. */
export function buildStatusUnknown(notice: Notice<'status_unknown'>): SlackMessage {
  return say(
    `The MFA status of ${people(notice.unknown)} (of ${notice.counted} counted) in ${escapeName(notice.organizationName)} is unknown: ${escapeName(notice.directoryLabel)} does not tell.`,
    'Muster reminds nobody because of that, and no time runs out for them. Type `/mfa status` to see what is missing.',
  );
}

/** To owners: a reading changed too much to be believed without asking. */
export function buildReadingHeld(notice: Notice<'reading_held'>): SlackMessage {
  return compose(
    () => [
      `A reading of ${escapeName(notice.directoryLabel)} looked wrong, so Muster holds it back and changes nothing. ${escapeText(notice.reason)}`,
      'The last good reading stays in force. If the directory is all right and so many really changed, accept it; else there is nothing to do.',
    ],
    actions(BLOCKS.buttons, [
      button({
        actionId: ACTIONS.acceptReading,
        label: 'Accept the change',
        confirm: confirmation(
          'Accept the change?',
          'Muster takes a fresh reading and believes it, however much it changes.',
          'Accept',
        ),
      }),
    ]),
  );
}

/** To the sponsor of an exemption, a week before it ends. */
export function buildExemptionEnding({ member, endsAt, organizationName }: Notice<'exemption_ending'>): SlackMessage {
  return compose((voice) => [
    `The exemption of ${voice.who(member)} in ${escapeName(organizationName)} ends ${voice.when(endsAt)}. From then on MFA counts for them again.`,
    'Please see to it that they turn MFA on until then. If that cannot be, ask somebody with the permission *manage* to think about it again.',
  ]);
}

/** To a member who was pending when enforcement stopped. */
export function buildNotRequiredAnymore(notice: Notice<'not_required_anymore'>): SlackMessage {
  return say(
    `MFA is no longer required in ${escapeName(notice.organizationName)}, so you are not pending any more: you are an active member. Having MFA is still a good idea.`,
  );
}
