import { AppAvatar } from '../people/avatar.tsx';
import { useSession } from '../state/session.ts';
import type { PanelName } from './panel.ts';
import { PersonSwitch } from './person-switch.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

interface TopBarProps {
  panel: PanelName | null;
  sidebarOpen: boolean;
  onPanel(panel: PanelName | null): void;
  onSidebar(open: boolean): void;
}

const PANELS = [
  { name: 'world', label: 'World', icon: '◍' },
  { name: 'hood', label: 'Under the hood', icon: '⚙' },
] as const;

/** The workspace's name, who you are, and the panels. */
export function TopBar({ panel, sidebarOpen, onPanel, onSidebar }: TopBarProps) {
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
        ☰
      </button>
      <h1 className="workspace-name">
        <AppAvatar size="small" />
        <span>{workspace.name}</span>
        <small>playground</small>
      </h1>
      <PersonSwitch />
      <div className="top-bar-tools">
        {PANELS.map(({ name, label, icon }) => (
          <button
            key={name}
            type="button"
            className="button button-quiet panel-button"
            aria-pressed={panel === name}
            aria-label={label}
            onClick={() => onPanel(panel === name ? null : name)}
          >
            <span aria-hidden="true">{icon}</span> <span className="panel-button-label">{label}</span>
          </button>
        ))}
        <ThemeSwitch />
      </div>
    </header>
  );
}
