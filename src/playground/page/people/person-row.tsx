import type { PersonCard } from '../../protocol/person.ts';
import { Avatar } from './avatar.tsx';
import { MfaBadge, RoleText, UnreadBadge } from './badges.tsx';

/** A person in a list to choose from. */
export function PersonRow({ person, current, onSelect }: { person: PersonCard; current: boolean; onSelect(): void }) {
  return (
    <button type="button" data-item="" className="person-row" aria-current={current} onClick={onSelect}>
      <Avatar id={person.id} name={person.name} />
      <span className="person-row-text">
        <span className="person-row-name">{person.name}</span>
        <RoleText person={person} />
      </span>
      <UnreadBadge count={person.unread} />
      <MfaBadge person={person} />
    </button>
  );
}
