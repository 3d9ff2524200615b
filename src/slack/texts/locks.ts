import type { LockState, SpareReason } from '../../domain/locking.ts';
import type { SetupGuide } from '../../domain/message.ts';
import type { LockCounts } from '../../service/screens/screens.ts';
import { escapeName } from '../mrkdwn.ts';
import { plural } from './counts.ts';

/** `Scaleway account`, `Scaleway and Okta accounts`. */
export function accountsOf(guides: readonly SetupGuide[]): string {
  const names = guides.map(({ directoryLabel }) => escapeName(directoryLabel, 'directory'));
  if (names.length < 2) return `${names.join('')} account`;
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)} accounts`;
}

const REASONS: Record<SpareReason, string> = {
  not_enforced: 'MFA is not enforced',
  opted_out: 'locking is off',
  away: 'Muster is disconnected from Slack',
  not_counted: 'not counted at the moment (exempt, pending, or gone)',
  last_enrolled_owner: 'the last owner with MFA is never locked',
  owner: 'owners are never locked',
  own_account: 'Muster itself uses this account',
  own_account_unknown: 'the directory did not say just now whether Muster itself uses this account',
  directory_cannot: 'this directory cannot lock',
  not_disabled: 'the MFA status of the account is unknown',
  grace_stopped: 'the MFA status is unknown, so no time runs out',
  grace_left: 'there is time left',
  found_locked: 'somebody else has locked it already',
};

/** Why somebody is not locked, in a few words. */
export function spareWords(reason: SpareReason): string {
  return REASONS[reason];
}

/** How a lock stands, in a few words. */
export function lockWords({ state, failures }: { state: LockState; failures: number }): string {
  switch (state) {
    case 'waiting':
      return 'a lock waits for consent';
    case 'planned':
    case 'locking':
      return failures === 0 ? 'being locked' : 'could not be locked yet';
    case 'locked':
      return 'locked';
    case 'unlocking':
      return failures === 0 ? 'being unlocked' : '*could not be unlocked yet*';
    case 'unlocked':
    case 'undone':
      return 'unlocked';
    case 'dropped':
    case 'found_locked':
      return 'not locked by Muster';
  }
}

/** What somebody may want to look at; nothing where all is well. */
export function lockLines({ locked, waiting, failing, stuck }: LockCounts): string[] {
  return [
    ...(locked === 0 ? [] : [`Locked by Muster until MFA is on: ${plural(locked, 'account')}.`]),
    ...(waiting === 0 ? [] : [`Waiting for somebody with *manage* to allow a lock: ${plural(waiting, 'account')}.`]),
    ...(stuck === 0 ? [] : [`Muster could not unlock ${plural(stuck, 'account')} yet. It tries again until it works.`]),
    ...(failing === stuck ? [] : [`Muster could not lock ${plural(failing - stuck, 'account')} yet. It tries again.`]),
  ];
}
