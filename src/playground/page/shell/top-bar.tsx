import { AppAvatar } from '../people/avatar.tsx';
import { useSession } from '../state/session.ts';
import { Icon } from '../ui/icon.tsx';
import type { OpenPanel, PanelName } from './panel.ts';
import { PersonSwitch } from './person-switch.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

interface TopBarProps {
  panel: OpenPanel | null;
  sidebarOpen: boolean;
  tourOpen: boolean;
  onPanel(panel: PanelName | null): void;
  onSidebar(open: boolean): void;
  onTour(open: boolean): void;
}

const PANELS = [
  { name: 'world', label: 'World', icon: 'world' },
  { name: 'hood', label: 'Under the hood', icon: 'hood' },
] as const;

// As in panels.css: below it there is room only for what somebody asked for.
const HAS_ROOM = '(width > 1080px)';

function isShown(panel: OpenPanel | null, name: PanelName): boolean {
  return panel?.name === name && (!panel.whereRoom || window.matchMedia(HAS_ROOM).matches);
}

/** The workspace's name, who you are, and the panels. */
export function TopBar({ panel, sidebarOpen, tourOpen, onPanel, onSidebar, onTour }: TopBarProps) {
  const { workspace } = useSession().state;
  return (
    <header className="top-bar">
      <button
        type="button"
        className="button button-icon button-quiet menu-button"
        aria-label="Workspace menu"
        aria-expanded={sidebarOpen}
        onClick={() => onSidebar(!sidebarOpen)}
      >
        <Icon name="menu" />
      </button>
      <h1 className="workspace-name">
        <AppAvatar size="small" />
        <span>
          {workspace.name}
          <small>Playground</small>
        </span>
      </h1>
      <PersonSwitch />
      <div className="top-bar-tools">
        <button
          type="button"
          className="button button-quiet panel-button wide-only"
          aria-label="Guided tour"
          aria-pressed={tourOpen}
          onClick={() => onTour(!tourOpen)}
        >
          <Icon name="tour" />
          <span className="panel-button-label">Tour</span>
        </button>
        {PANELS.map(({ name, label, icon }) => (
          <button
            key={name}
            type="button"
            className="button button-quiet panel-button"
            aria-pressed={panel?.name === name}
            data-where-room={panel?.whereRoom}
            aria-label={label}
            onClick={() => onPanel(isShown(panel, name) ? null : name)}
          >
            <Icon name={icon} />
            <span className="panel-button-label">{label}</span>
          </button>
        ))}
        <ThemeSwitch />
      </div>
    </header>
  );
}
