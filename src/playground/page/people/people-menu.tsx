import { type ReactNode, useState } from 'react';
import type { PersonCard } from '../../protocol/person.ts';
import { Popover } from '../ui/popover.tsx';
import { PersonRow } from './person-row.tsx';
import { usePeople } from './use-people.ts';

interface PeopleListProps {
  current: string | null;
  onSelect(person: PersonCard): void;
}

function PeopleList({ current, onSelect }: PeopleListProps) {
  const [query, setQuery] = useState('');
  const { people, total, more } = usePeople(query);
  return (
    <div className="people">
      <input
        className="field"
        type="search"
        placeholder={`Search ${total} people`}
        aria-label="Search people"
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <ul className="people-list">
        {people.map((person) => (
          <li key={person.id}>
            <PersonRow person={person} current={person.id === current} onSelect={() => onSelect(person)} />
          </li>
        ))}
      </ul>
      {people.length === 0 && <p className="empty">Nobody has this name.</p>}
      {more && (
        <button type="button" className="button button-wide" onClick={more}>
          Show more
        </button>
      )}
    </div>
  );
}

interface PeopleMenuProps {
  label: string;
  trigger: ReactNode;
  className: string;
  current?: string | null;
  aria?: Record<string, unknown>;
  onSelect(person: PersonCard): void;
}

/** A button that opens the people of the workspace to choose one. */
export function PeopleMenu({ label, trigger, className, current = null, aria = {}, onSelect }: PeopleMenuProps) {
  return (
    <Popover label={label} trigger={trigger} className={className} role="dialog" aria={aria}>
      {(close) => (
        <PeopleList
          current={current}
          onSelect={(person) => {
            close();
            onSelect(person);
          }}
        />
      )}
    </Popover>
  );
}
