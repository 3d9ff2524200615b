import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Icon } from './icon.tsx';

interface DialogProps {
  title: string;
  size?: 'small' | 'medium';
  /** Esc, and the cross where nothing else is said. */
  onClose(): void;
  onCross?: () => void;
  children: ReactNode;
}

/** A window over the page. The browser's own dialog keeps the focus inside and gives it back. */
export function Dialog({ title, size = 'medium', onClose, onCross = onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const before = document.activeElement;
    if (!dialog.open) dialog.showModal();
    // The browser would take the cross at the top; a person wants to type.
    dialog.querySelector<HTMLElement>('.dialog-body :is(input, textarea, select)')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={`dialog dialog-${size}`}
      aria-labelledby={titleId}
      // A second Esc in a row closes it whatever `cancel` says.
      onClose={onClose}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dialog-frame">
        <header className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <button type="button" className="button button-icon button-quiet" aria-label="Close" onClick={onCross}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
