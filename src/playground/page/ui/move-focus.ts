const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Arrow keys, Home and End walk through the items of a menu or list. `false` when the key means nothing here. */
export function moveFocus(container: HTMLElement, key: string): boolean {
  const items = [...container.querySelectorAll<HTMLElement>('[role="menuitem"], [role="menuitemradio"], [data-item]')];
  const at = items.findIndex((item) => item.matches(':focus'));
  const step = STEPS[key];
  if (items.length === 0) return false;
  if (step !== undefined) items[(at + step + items.length) % items.length]?.focus();
  else if (at >= 0 && key === 'Home') items[0]?.focus();
  else if (at >= 0 && key === 'End') items.at(-1)?.focus();
  else return false;
  return true;
}
