import type { NoticeMessage, SetupGuide } from '../../domain/message.ts';
import { actions, button, confirmation, type SlackMessage } from '../blocks.ts';
import { ACTIONS, BLOCKS } from '../ids.ts';
import { allowValue } from '../metadata.ts';
import { escapeName } from '../mrkdwn.ts';
import { people } from '../texts/counts.ts';
import { accountsOf } from '../texts/locks.ts';
import { nameList, type Voice } from '../texts/voice.ts';
import { compose } from './compose.ts';

type Notice<Kind extends NoticeMessage['kind']> = Extract<NoticeMessage, { kind: Kind }>;

const LOCKS_BUTTON = button({ actionId: ACTIONS.openLocks, label: 'See who is locked' });

/** To owners: whom Muster has locked just now. */
export function buildAccountsLocked(notice: Notice<'accounts_locked'>): SlackMessage {
  const labels = notice.directoryLabels.map((label) => escapeName(label)).join(', ');
  return compose(
    (voice) => [
      `Muster has locked ${people(notice.total)} of ${escapeName(notice.organizationName)} in ${labels}: ${nameList(notice.members, notice.total, voice)}. Their MFA was off, and the time that they were given is over.`,
      'They know it, and may ask you to let them in for a while to set MFA up: choose *Unlock, with more time* in their row.',
    ],
    actions(BLOCKS.buttons, [LOCKS_BUTTON]),
  );
}

/** To people with `manage`: more than Muster locks without asking. */
export function buildLocksWaiting(notice: Notice<'locks_waiting'>): SlackMessage {
  return compose(
    (voice) => [
      `The time of many people in ${escapeName(notice.organizationName)} is over at once: ${people(notice.total)} would be locked now. That is more than Muster locks in a day by itself, so nobody more is locked until you agree: ${nameList(notice.members, notice.total, voice)}.`,
      'If that looks wrong, for example because the directory shows something strange, do nothing: nothing happens by itself.',
    ],
    actions(BLOCKS.buttons, [allowButton(notice.at, notice.total), LOCKS_BUTTON]),
  );
}

/** Agrees to what waited at that moment, and to nothing that came later. */
export function allowButton(at: Date, waiting: number) {
  return button({
    actionId: ACTIONS.allowLocks,
    label: 'Allow these locks',
    style: 'danger',
    value: allowValue.encode({ at: at.getTime() }),
    confirm: confirmation(
      'Allow these locks?',
      `The accounts of ${people(waiting)} are locked, after the directory was asked once more for each.`,
      'Allow',
    ),
  });
}

/** To owners, once: somebody is kept out although nothing asks for it any more. */
export function buildUnlockFailed(notice: Notice<'unlock_failed'>): SlackMessage {
  const where = escapeName(notice.directoryLabel);
  return compose(
    (voice) => [
      `Muster could not unlock ${nameList(notice.members, notice.total, voice)} in ${where}. It tries again until it works, and shows it until then.`,
      `If they need to get in at once, unlock them in ${where} yourself.`,
    ],
    actions(BLOCKS.buttons, [LOCKS_BUTTON]),
  );
}

/** To who was locked: what, why, and whom to ask. */
export function buildAccountLocked(notice: Notice<'account_locked'>): SlackMessage {
  return compose((voice) => [
    `Your ${accountsOf(notice.guides)} at ${escapeName(notice.organizationName)} ${isOrAre(notice.guides)} locked: multifactor authentication (MFA) is required here, it is still off for you, and the time to turn it on is over.`,
    `${whomToAsk(notice, voice)} They can let you in for a while, so that you can turn MFA on. The moment Muster sees it, everything is unlocked by itself.`,
  ]);
}

function whomToAsk({ contacts }: Notice<'account_locked'>, voice: Voice): string {
  if (contacts.length === 0) return 'Please write to an owner of this workspace.';
  return `Please write to ${nameList(contacts, contacts.length, voice)}.`;
}

function isOrAre(guides: readonly SetupGuide[]): string {
  return guides.length === 1 ? 'is' : 'are';
}

/** To who was locked: it is over. */
export function buildAccountUnlocked(notice: Notice<'account_unlocked'>): SlackMessage {
  return compose(() => [
    `Your ${escapeName(notice.directoryLabel)} account at ${escapeName(notice.organizationName)} is unlocked: you can sign in again.`,
  ]);
}

/** Under a reminder to somebody who cannot get in. */
export function lockedHint(locked: readonly SetupGuide[]): string[] {
  if (locked.length === 0) return [];
  return [
    `Your ${accountsOf(locked)} ${isOrAre(locked)} locked, because the time to turn MFA on is over. Please ask an owner of this workspace to let you in for a while, so that you can turn it on.`,
  ];
}
