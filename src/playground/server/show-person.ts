import type { AccountCard } from '../protocol/directory.ts';
import type { MfaShown, PersonCard, PersonRole } from '../protocol/person.ts';
import type { Person } from '../slack/state/person.ts';
import { countUnread, findDirect } from './conversations.ts';
import type { Parts } from './parts.ts';

function roleOf(person: Person): PersonRole {
  if (person.is_bot) return 'bot';
  if (person.foreign_team_id !== null) return 'other_workspace';
  if (person.is_primary_owner) return 'primary_owner';
  if (person.is_owner) return 'owner';
  if (person.is_admin) return 'admin';
  return person.is_restricted ? 'guest' : 'member';
}

/** `null` also once that time is over. */
function doNotDisturbUntil({ clock }: Pick<Parts, 'clock'>, { dnd }: Person): string | null {
  if (dnd === null || dnd.end * 1_000 <= clock.now().getTime()) return null;
  return new Date(dnd.end * 1_000).toISOString();
}

/** As Muster combines several accounts: one that lacks MFA decides, then one that does not say. */
function combine(accounts: readonly AccountCard[]): MfaShown {
  const [first, ...others] = accounts.map(({ mfa }) => mfa);
  if (first === undefined) return 'none';
  if (others.length === 0) return first;
  return (['off', 'unknown'] as const).find((mfa) => first === mfa || others.includes(mfa)) ?? 'on';
}

export function showPerson(parts: Parts, person: Person): PersonCard {
  const direct = findDirect(parts, person.id);
  const accounts = parts.directories.accountsOf(person);
  return {
    id: person.id,
    name: person.real_name,
    handle: person.name,
    email: person.email,
    timeZone: person.tz,
    role: roleOf(person),
    mfa: combine(accounts),
    accounts,
    deactivated: person.deleted,
    doNotDisturbUntil: doNotDisturbUntil(parts, person),
    unread: direct === null ? 0 : countUnread(parts, person.id, direct),
  };
}
