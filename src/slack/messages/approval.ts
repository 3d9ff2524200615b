import type { ApprovalEnd } from '../../domain/approval.ts';
import type { Person } from '../../domain/member.ts';
import type { ApprovalNews, NoticeMessage } from '../../domain/message.ts';
import type { Asked } from '../../service/approvals/asking.ts';
import { actions, button, confirmation, type MusterBlock, type SlackMessage } from '../blocks.ts';
import { ACTIONS, BLOCKS } from '../ids.ts';
import { approvalValue } from '../metadata.ts';
import { escapeName, plainName, quote } from '../mrkdwn.ts';
import { actWords, endWords } from '../texts/approvals.ts';
import { people } from '../texts/counts.ts';
import { TEXT_VOICE, type Voice } from '../texts/voice.ts';
import { compose, say } from './compose.ts';

type Notice<Kind extends NoticeMessage['kind']> = Extract<NoticeMessage, { kind: Kind }>;

const REASON_SHOWN = 500;

/** To whoever can agree, and to who asked; edited when it has ended. */
export function buildApprovalRequested(notice: Notice<'approval_requested'>): SlackMessage {
  return compose(
    (voice) => [`${request(notice, voice)}${whatItTakes(notice, voice)}`, ...reason(notice)],
    notice.state === 'open' ? actions(BLOCKS.buttons, buttonsOf(notice)) : [],
  );
}

function whom({ about }: ApprovalNews, voice: Voice): string {
  return about === null ? 'somebody' : voice.who(about);
}

/** A confirmation is plain text. */
function plainWho({ name }: Pick<Person, 'name'>): string {
  return plainName(name);
}

function isOwn({ by, recipient }: Notice<'approval_requested'>): boolean {
  return by.memberId === recipient.memberId;
}

function request(notice: Notice<'approval_requested'>, voice: Voice): string {
  const { by, act, organizationName } = notice;
  const where = escapeName(organizationName);
  const asked = `to ${actWords(act, whom(notice, voice))}`;
  return isOwn(notice) ? `In ${where}, you asked ${asked}. ` : `In ${where}, ${voice.who(by)} wants ${asked}. `;
}

function whatItTakes(notice: Notice<'approval_requested'>, voice: Voice): string {
  const { state, announced, endsAt, decidedBy } = notice;
  if (state !== 'open') return endWords(state, decidedBy === null ? 'Somebody' : voice.who(decidedBy));
  if (announced) {
    return `Nobody else can agree, so every owner is told. It takes effect ${voice.when(endsAt)}, unless somebody declines.`;
  }
  return isOwn(notice)
    ? `Somebody else with the permission *enforce* has to agree by ${voice.when(endsAt)}; else it lapses.`
    : `That weakens the protection, so a second person has to agree by ${voice.when(endsAt)}; else it lapses.`;
}

function reason({ reason: typed }: ApprovalNews): string[] {
  return typed === null ? [] : [`The reason given:\n${quote(typed, REASON_SHOWN)}`];
}

function buttonsOf(notice: Notice<'approval_requested'>) {
  const value = approvalValue.encode({ approvalId: notice.approvalId });
  if (isOwn(notice)) return [button({ actionId: ACTIONS.decline, label: 'Take it back', value })];
  const act = actWords(notice.act, whom(notice, { ...TEXT_VOICE, who: plainWho }));
  return [
    button({
      actionId: ACTIONS.approve,
      label: 'Approve',
      style: 'danger',
      value,
      confirm: confirmation('Approve?', `You agree to ${act}. It is done at once.`, 'Approve'),
    }),
    button({ actionId: ACTIONS.decline, label: 'Decline', value }),
  ];
}

/** To who asked: what became of it. */
export function buildApprovalEnded(notice: Notice<'approval_ended'>): SlackMessage {
  const { act, state, decidedBy } = notice;
  return compose((voice) => [
    state === 'open'
      ? `Your request to ${actWords(act, whom(notice, voice))} still waits for an answer.`
      : `You asked to ${actWords(act, whom(notice, voice))}. ${endWords(state, decidedBy === null ? 'Somebody' : voice.who(decidedBy))}`,
  ]);
}

/** To who pressed *Approve* or *Decline*. */
export function buildPressed(state: ApprovalEnd): SlackMessage {
  return say(endWords(state, 'You'));
}

/** To who asked, at once. */
export function buildAsked({ asked, endsAt }: Asked): SlackMessage {
  return compose((voice) =>
    asked === 0
      ? [
          '*Nothing was changed yet: this takes two, and nobody else can agree.*',
          `Every owner is told. It takes effect ${voice.when(endsAt)}, unless somebody declines or you take it back.`,
        ]
      : [
          '*Nothing was changed yet: a second person has to agree.*',
          `Muster has asked ${people(asked)}. It is done when ${asked === 1 ? 'they approve' : 'one of them approves'} by ${voice.when(endsAt)}; else it lapses. You are told either way.`,
        ],
  );
}

/** The same as a line of another message. */
export function askedLine(): MusterBlock[] {
  return say(
    '*A second person has to agree.* Muster asks everybody who can. Without an answer within 24 hours it lapses.',
  ).blocks;
}
