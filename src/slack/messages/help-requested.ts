import type { Person } from '../../domain/member.ts';
import type { NoticeMessage } from '../../domain/message.ts';
import { actions, button, type SlackMessage } from '../blocks.ts';
import { ACTIONS, BLOCKS } from '../ids.ts';
import { noticeValue } from '../metadata.ts';
import { escapeText } from '../mrkdwn.ts';
import type { Voice } from '../texts/voice.ts';
import { compose, say } from './compose.ts';
import { helperButtons } from './reminder.ts';

type HelpRequested = Extract<NoticeMessage, { kind: 'help_requested' }>;

/** To who reminded, to owners, or to the channel for help: somebody pressed *I need help*. */
export function buildHelpRequested(notice: HelpRequested): SlackMessage {
  const showWho = button({
    actionId: ACTIONS.showWhoAsks,
    label: 'Show me who it is',
    value: noticeValue.encode({ noticeId: notice.noticeId }),
  });
  return compose(
    (voice) => [opening(notice, voice), tried(notice, voice), ...unreachable(notice)].filter(Boolean),
    actions(BLOCKS.buttons, [...(notice.member === null ? [showWho] : []), ...helperButtons(notice.guides)]),
  );
}

function opening({ member }: HelpRequested, voice: Voice): string {
  return member === null
    ? 'Somebody asks for help with turning MFA on. Who can? Press *Show me who it is*, and write to them; often it is done in a few minutes together.'
    : `${voice.who(member)} asks for help with turning MFA on. Please write to them; often it is done in a few minutes together.`;
}

function tried({ reminded, checkedAt }: HelpRequested, voice: Voice): string {
  const asked = reminded === 1 ? 'they were reminded once' : `they were reminded ${reminded} times`;
  const looked = checkedAt === null ? '' : `, and Muster last looked whether their MFA is on ${voice.when(checkedAt)}`;
  return `So far: ${asked}${looked}.`;
}

function unreachable({ unreachable: channel }: HelpRequested): string[] {
  if (channel === null) return [];
  return [
    `This comes to you because Muster cannot write to <#${escapeText(channel)}>, the channel for help. Invite Muster there, or choose another channel in \`/mfa settings\`.`,
  ];
}

/** To who pressed *Show me who it is*, and to nobody else. */
export function buildWhoAsks(person: Person): SlackMessage {
  return compose((voice) => [`It is ${voice.who(person)}. Thank you for helping.`]);
}

/** Said once in a channel that was chosen for requests for help. */
export function buildHelpChannelGreeting(): SlackMessage {
  return say(
    'From now on, when somebody presses *I need help* with turning MFA on, Muster asks here. It names nobody: people with the permission *view* can see who it is.',
  );
}
