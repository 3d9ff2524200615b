import { createContext, type ReactNode, useContext } from 'react';
import { Popover } from './popover.tsx';

const CloseContext = createContext<() => void>(() => {});

interface MenuProps {
  label: string;
  trigger: ReactNode;
  className: string;
  children: ReactNode;
}

export function Menu({ label, trigger, className, children }: MenuProps) {
  return (
    <Popover label={label} trigger={trigger} triggerLabel={label} className={className} role="menu">
      {(close) => <CloseContext value={close}>{children}</CloseContext>}
    </Popover>
  );
}

interface MenuItemProps {
  label: string;
  detail?: string | undefined;
  onSelect(): void;
}

export function MenuItem({ label, detail, onSelect }: MenuItemProps) {
  const close = useContext(CloseContext);
  return (
    <button
      type="button"
      role="menuitem"
      className="menu-item"
      onClick={() => {
        close();
        onSelect();
      }}
    >
      {label}
      {detail !== undefined && <small>{detail}</small>}
    </button>
  );
}
