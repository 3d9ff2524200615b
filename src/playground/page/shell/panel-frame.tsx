import type { ReactNode } from 'react';

/** A panel at the right; on a phone over everything. */
export function PanelFrame({ title, onClose, children }: { title: string; onClose(): void; children: ReactNode }) {
  return (
    <aside className="panel" aria-label={title}>
      <header className="panel-head">
        <h2>{title}</h2>
        <button
          type="button"
          className="button button-icon button-quiet"
          aria-label={`Close ${title}`}
          onClick={onClose}
        >
          ✕
        </button>
      </header>
      <div className="panel-body">{children}</div>
    </aside>
  );
}
