import type { ReactNode } from 'react';
import type { ConversationSummary } from '../../protocol/conversation.ts';
import { AppAvatar } from '../people/avatar.tsx';
import { UnreadBadge } from '../people/badges.tsx';
import { APP, isSamePlace, type Place } from '../state/place.ts';
import { useSession } from '../state/session.ts';
import { Icon } from '../ui/icon.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

interface NavItemProps {
  place: Place;
  icon: ReactNode;
  label: string;
  unread?: number;
  count?: number;
  onGo(): void;
}

function NavItem({ place, icon, label, unread = 0, count, onGo }: NavItemProps) {
  const { location, go } = useSession();
  const isHere = isSamePlace(place, location.place);
  return (
    <li>
      <button
        type="button"
        className={unread > 0 ? 'nav-item nav-item-unread' : 'nav-item'}
        aria-current={isHere ? 'page' : undefined}
        onClick={() => {
          go({ place });
          onGo();
        }}
      >
        <span className="nav-icon" aria-hidden="true">
          {icon}
        </span>
        <span className="nav-label">{label}</span>
        <UnreadBadge count={unread} />
        {count !== undefined && count > 0 && <span className="nav-count">{count}</span>}
      </button>
    </li>
  );
}

function placeOf({ type, id }: ConversationSummary): Place {
  return type === 'app' ? APP : { type: 'conversation', id };
}

interface SidebarProps {
  tourOpen: boolean;
  onTour(open: boolean): void;
  onGo(): void;
}

/** The workspace: the app, the channels, the mail. */
export function Sidebar({ tourOpen, onTour, onGo }: SidebarProps) {
  const { state } = useSession();
  const apps = state.conversations.filter(({ type }) => type === 'app');
  const channels = state.conversations.filter(({ type }) => type === 'channel');
  return (
    <nav className="sidebar" aria-label="Workspace">
      <h2>App</h2>
      <ul>
        {apps.map((one) => (
          <NavItem
            key={one.id}
            place={placeOf(one)}
            icon={<AppAvatar size="small" />}
            label={one.name}
            unread={one.unread}
            onGo={onGo}
          />
        ))}
        <NavItem place={{ type: 'home' }} icon={<Icon name="home" />} label="Home tab" onGo={onGo} />
      </ul>
      <h2>Channels</h2>
      <ul>
        {channels.map((one) => (
          <NavItem
            key={one.id}
            place={placeOf(one)}
            icon={<Icon name="channel" />}
            label={one.name}
            unread={one.unread}
            onGo={onGo}
          />
        ))}
        {channels.length === 0 && <li className="nav-empty">{state.me.name} is in none</li>}
      </ul>
      <h2>Outside Slack</h2>
      <ul>
        <NavItem
          place={{ type: 'mail' }}
          icon={<Icon name="mail" />}
          label="Mail"
          count={state.mail.mine}
          onGo={onGo}
        />
      </ul>
      <div className="sidebar-narrow">
        <h2>Playground</h2>
        <div className="button-row">
          <button
            type="button"
            className="button button-quiet"
            aria-pressed={tourOpen}
            onClick={() => {
              onTour(!tourOpen);
              onGo();
            }}
          >
            <Icon name="tour" /> Guided tour
          </button>
          <ThemeSwitch />
        </div>
      </div>
    </nav>
  );
}
