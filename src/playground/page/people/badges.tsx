import type { PersonCard } from '../../protocol/person.ts';
import { MFA_LABELS, ROLE_LABELS } from './labels.ts';

export function MfaBadge({ person }: { person: PersonCard }) {
  if (person.role === 'bot' || person.role === 'other_workspace') return null;
  return <span className={person.mfa === 'off' ? 'badge badge-off' : 'badge badge-on'}>{MFA_LABELS[person.mfa]}</span>;
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
