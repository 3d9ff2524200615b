import type { ReactNode } from 'react';
import { Icon } from '../ui/icon.tsx';

interface PanelFrameProps {
  title: string;
  whereRoom?: boolean;
  onClose(): void;
  children: ReactNode;
}

/** A panel at the right; on a phone over everything. */
export function PanelFrame({ title, whereRoom = false, onClose, children }: PanelFrameProps) {
  return (
    <aside className={whereRoom ? 'panel panel-where-room' : 'panel'} aria-label={title}>
      <header className="panel-head">
        <h2>{title}</h2>
        <button
          type="button"
          className="button button-icon button-quiet"
          aria-label={`Close ${title}`}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </header>
      <div className="panel-body">{children}</div>
    </aside>
  );
}
