import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { moveFocus } from './move-focus.ts';
import { keepPlaced } from './place-popover.ts';

interface PopoverProps {
  label: string;
  /** What the button shows. */
  trigger: ReactNode;
  /** What a screen reader calls the button, where that is not what it shows. */
  triggerLabel?: string | undefined;
  className: string;
  role: 'menu' | 'dialog';
  aria?: Record<string, unknown>;
  /** Drawn only while it is open. */
  children(close: () => void): ReactNode;
}

/** A button that opens a small window beside it. Esc and a press elsewhere close it: the browser does that. */
export function Popover({ label, trigger, triggerLabel, className, role, aria, children }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => popover.current?.hidePopover();

  useEffect(() => {
    if (!open || !popover.current || !button.current) return;
    popover.current.querySelector<HTMLElement>('input, [role="menuitem"], button')?.focus();
    return keepPlaced(popover.current, button.current);
  }, [open]);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (moveFocus(event.currentTarget, event.key)) event.preventDefault();
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={triggerLabel}
        aria-haspopup={role}
        aria-expanded={open}
        popoverTarget={id}
        {...aria}
      >
        {trigger}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the role is given by the caller */}
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: as above */}
      <div
        ref={popover}
        id={id}
        popover="auto"
        className="popover"
        role={role}
        aria-label={label}
        onToggle={(event) => setOpen(event.newState === 'open')}
        onKeyDown={onKeyDown}
      >
        {open && children(close)}
      </div>
    </>
  );
}
