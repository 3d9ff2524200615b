import type { MfaShown, PersonCard } from '../../protocol/person.ts';
import { MFA_LABELS, ROLE_LABELS } from './labels.ts';

const LOOKS: Readonly<Record<MfaShown, string>> = {
  off: 'badge-off',
  on: 'badge-on',
  app: 'badge-on',
  sms: 'badge-on',
  unknown: 'badge-unsaid',
  none: 'badge-unsaid',
};

export function isLocked({ accounts }: PersonCard): boolean {
  return accounts.some(({ locked }) => locked);
}

/** Whether they have MFA; of somebody who is locked somewhere, that. */
export function MfaBadge({ person }: { person: PersonCard }) {
  if (person.role === 'bot' || person.role === 'other_workspace') return null;
  if (isLocked(person)) return <span className="badge badge-locked">Locked</span>;
  return <span className={`badge ${LOOKS[person.mfa]}`}>{MFA_LABELS[person.mfa]}</span>;
}

export function RoleText({ person }: { person: PersonCard }) {
  return (
    <span className="role">
      {ROLE_LABELS[person.role]}
      {person.deactivated && ' · has left'}
    </span>
  );
}

export function UnreadBadge({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="unread">
      {count > 99 ? '99+' : count}
      <span className="visually-hidden"> unread</span>
    </span>
  );
}
